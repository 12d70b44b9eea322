using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;

namespace Minkang.Benefits.Settlements;

/// <summary>One line of a bill as entered or sent (费用明细).</summary>
internal sealed record BillLineInput
{
    public string ItemCode { get; init; } = "";
    public string ItemName { get; init; } = "";
    public string ItemClass { get; init; } = "";
    public string ItemLevel { get; init; } = "";
    public string? FeeItem { get; init; }
    public bool Tcm { get; init; }
    public string Quantity { get; init; } = "";
    public string Price { get; init; } = "";
    public Money Amount { get; init; }
    public Money InScope { get; init; }
    public Money PreSelfPaid { get; init; }
    public Money OverLimit { get; init; }
    public Money OutOfCatalogue { get; init; }
}

/// <summary>A bill to be settled (待结算的账单): by its totals, or by lines, from which the totals then follow.</summary>
internal sealed record BillInput
{
    public Guid AdmissionId { get; init; }
    public string InvoiceNumber { get; init; } = "";
    public DateOnly? DischargedOn { get; init; }
    /// <summary>Null counts from admission to discharge.</summary>
    public int? Days { get; init; }
    public int Sessions { get; init; }
    public Money Total { get; init; }
    public Money InScope { get; init; }
    public Money OutOfCatalogue { get; init; }
    public Money OverLimit { get; init; }
    public Money PreSelfPaid { get; init; }
    public Money Tcm { get; init; }
    /// <summary>Fee items that waivers may name, by code.</summary>
    public IReadOnlyDictionary<string, Money> Items { get; init; } = new SortedDictionary<string, Money>(StringComparer.Ordinal);
    public IReadOnlyList<BillLineInput> Lines { get; init; } = [];
    /// <summary>True for a bill in the middle of a long stay; the final one takes it in.</summary>
    public bool Stage { get; init; }
    /// <summary>Payers that cannot be reached; the hospital advances their shares.</summary>
    public IReadOnlyList<string> Unreachable { get; init; } = [];

    /// <summary>Hash of everything that was asked for, to know a repeated request from another one under the same key.</summary>
    public string RequestDigest() => Hash(BillJson.Of(this with { InvoiceNumber = Invoice }));

    /// <summary>What makes the bill one and the same: hospital and invoice number.</summary>
    public static string Digest(string hospital, string invoice) => Hash($"{hospital}\n{invoice}");

    /// <summary>The invoice number without blanks, in capitals.</summary>
    public string Invoice => string.Concat(InvoiceNumber.Normalize(NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c))).ToUpper(CultureInfo.InvariantCulture);

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>Puts the amounts onto a bill; those of the lines where there are any.</summary>
    public Bill On(Bill bill)
    {
        if (Lines.Count == 0) return bill with { Total = Total, InScope = InScope, OutOfCatalogue = OutOfCatalogue, OverLimit = OverLimit, PreSelfPaid = PreSelfPaid, Tcm = Tcm, Items = Items };
        var items = new SortedDictionary<string, Money>(StringComparer.Ordinal);
        foreach (var line in Lines.Where(l => !string.IsNullOrEmpty(l.FeeItem))) items[line.FeeItem!] = items.GetValueOrDefault(line.FeeItem!) + line.Amount;
        Money Sum(Func<BillLineInput, Money> part) => new(Lines.Sum(l => part(l).Fen));
        return bill with
        {
            Total = Sum(l => l.Amount),
            InScope = Sum(l => l.InScope),
            OutOfCatalogue = Sum(l => l.OutOfCatalogue),
            OverLimit = Sum(l => l.OverLimit),
            PreSelfPaid = Sum(l => l.PreSelfPaid),
            Tcm = Sum(l => l.Tcm ? l.InScope : Money.Zero),
            Items = items,
        };
    }

    /// <summary>The first line whose parts are not its amount, as a refusal.</summary>
    public Problem? UnevenLine()
    {
        for (var at = 0; at < Lines.Count; at++)
        {
            var line = Lines[at];
            var parts = line.InScope + line.PreSelfPaid + line.OverLimit + line.OutOfCatalogue;
            if (parts != line.Amount) return new("benefits.line.does-not-add-up", "Lines", $"明细第 {at + 1} 行金额 {line.Amount} 元，政策范围内、先行自付、超限价、全自费合计 {parts} 元，请核对这一行。");
            if (line.Amount.Fen < 0 || line.InScope.Fen < 0 || line.PreSelfPaid.Fen < 0 || line.OverLimit.Fen < 0 || line.OutOfCatalogue.Fen < 0) return new("benefits.line.negative", "Lines", $"明细第 {at + 1} 行有负数。退费请在医院系统里先冲抵，再传来净额。");
        }
        return null;
    }
}
