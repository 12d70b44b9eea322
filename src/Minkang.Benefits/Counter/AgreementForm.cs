using Minkang.Benefits.Admissions;
using Minkang.Domain.Lists;
using Minkang.Domain.Values;

namespace Minkang.Benefits.Counter;

/// <summary>The form of an agreement to pay later, as typed (还款协议录入).</summary>
internal sealed class AgreementForm
{
    private static readonly char[] Separators = [' ', '\t', '，', ','];

    public string Amount { get; set => field = value ?? ""; } = "";
    public string CommitteeCertificate { get; set => field = value ?? ""; } = "";
    public string TownshipRecognition { get; set => field = value ?? ""; } = "";
    /// <summary>One instalment a line: date and amount.</summary>
    public string Instalments { get; set => field = value ?? ""; } = "";

    public Outcome<AgreementInput> Read()
    {
        var amount = AmountText.Read(new Cell(CellKind.Text, Amount));
        var parts = new List<(DateOnly, Money)>();
        foreach (var line in Instalments.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = line.Split(Separators, 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length == 2 && DateText.Read(new Cell(CellKind.Text, cells[0])) is { HasValue: true, Value.Day: { } day } && AmountText.Read(new Cell(CellKind.Text, cells[1])) is { HasValue: true } part) parts.Add((day, part.Value));
            else return new Problem("benefits.agreement.instalment-unreadable", "Instalments", $"分期“{line}”读不出，请写成“2019-06-30 500”。");
        }
        return new AgreementInput { Amount = amount.HasValue ? amount.Value : Money.Zero, CommitteeCertificate = CommitteeCertificate, TownshipRecognition = TownshipRecognition, Instalments = parts };
    }
}
