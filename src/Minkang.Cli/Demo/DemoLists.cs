using Microsoft.Extensions.DependencyInjection;
using Minkang.Registry.Contracts;

namespace Minkang.Cli.Demo;

/// <summary>The lists of a sample folder in the order of work: the register first, then who is ill, then the other departments.</summary>
internal sealed class DemoLists
{
    private static readonly string[] Order = ["register", "health-return", "enrolment", "civil-affairs", "disabled", "police", "settlements"];

    public required RegisterCounty County { get; init; }
    public required IReadOnlyList<FileInfo> Files { get; init; }
    public required DateOnly RegisterOn { get; init; }
    /// <summary>The hospitals' slips; null for a sample without.</summary>
    public required FileInfo? Slips { get; init; }
    public required IReadOnlySet<string> Undated { get; init; }

    /// <summary>A list that names no day was handed over with the register and speaks of the same day.</summary>
    public DateOnly? DateFor(FileInfo file) => Undated.Contains(file.FullName) ? RegisterOn : null;

    public static async Task<DemoLists> Sort(IServiceProvider services, DirectoryInfo folder, CancellationToken ct)
    {
        var identify = services.GetRequiredService<IdentifyList>();
        var known = new List<(FileInfo File, ListIdentity Identity)>();
        foreach (var file in folder.GetFiles().Where(f => f.Extension is ".xlsx" or ".xls" or ".csv").OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            var identity = identify.Handle(file.Name, await File.ReadAllBytesAsync(file.FullName, ct));
            if (identity.Ok) known.Add((file, identity.Value));
            else Console.WriteLine($"{file.Name}\n  未导入：{identity.Problems[0].Message}");
        }
        var register = known.FirstOrDefault(k => k.Identity.ProfileId == "register");
        if (register.File is null) throw new CommandRefusal($"{folder.FullName} 里没有建档立卡贫困人口信息表，不能据此建县。");
        var county = services.GetRequiredService<CountyFromRegister>().Read(register.File.Name, await File.ReadAllBytesAsync(register.File.FullName, ct));
        if (!county.Ok) throw new CommandRefusal(county.Problems[0].Message);
        return new DemoLists
        {
            County = county.Value, RegisterOn = register.Identity.ListOn ?? throw new CommandRefusal("登记册没有写明导出日期。"),
            Files = [.. known.OrderBy(k => Array.IndexOf(Order, k.Identity.ProfileId)).Select(k => k.File)],
            Slips = known.FirstOrDefault(k => k.Identity.ProfileId == "settlements").File,
            Undated = known.Where(k => k.Identity.ListOn is null).Select(k => k.File.FullName).ToHashSet(StringComparer.Ordinal),
        };
    }
}
