using System.Diagnostics;

namespace Minkang.Tests.Benefits.Settlements;

/// <summary>The program itself, settling a file of bills into the store of a test.</summary>
internal static class BillsProgram
{
    public static Process Start(TestApp app, string file, params string[] options)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "minkang.dll"), "bills", "import", file, "--hospital", CounterStore.Hospital, "--data", app.Stores.DataFolder, "--county", TestApp.County, .. options];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["MINKANG_ENGINE"] = TestApp.OnPostgres ? "postgres" : "sqlite";
        start.Environment["MINKANG_POSTGRES"] = app.Stores.PostgresConnection ?? "";
        return Process.Start(start)!;
    }
}
