using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Minkang.Domain.Policies;
using Minkang.Domain.Values;

namespace Minkang.Benefits.Bills;

/// <summary>Writes settled rows: a table with a column per payer, and the explanation of every step (docs/settle-format.md).</summary>
internal static class WriteSettlements
{
    public static void Table(PolicyPack pack, IReadOnlyList<SettledRow> rows, TextWriter to)
    {
        var payers = pack.Payers;
        to.WriteLine(string.Join(',', ["bill_id", .. payers, "self", "status", "reason"]));
        foreach (var row in rows)
            to.WriteLine(row.Settlement is { } settled
                ? string.Join(',', [Cell(row.BillId), .. payers.Select(p => Yuan(settled.PaidBy(p))), Yuan(settled.Self.Total), "settled", Cell(row.Remark ?? "")])
                : string.Join(',', [Cell(row.BillId), .. payers.Select(_ => ""), "", "refused", Cell($"第{row.Line}行：{row.Remark}")]));
    }

    public static void Explanation(PolicyPack pack, IReadOnlyList<SettledRow> rows, Stream to)
    {
        using var json = new Utf8JsonWriter(to, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("pack", pack.Id);
        json.WriteString("name", pack.Name);
        json.WriteString("hash", pack.Hash);
        json.WriteStartArray("bills");
        foreach (var row in rows) Bill(json, pack, row);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Bill(Utf8JsonWriter json, PolicyPack pack, SettledRow row)
    {
        json.WriteStartObject();
        json.WriteString("bill_id", row.BillId);
        json.WriteNumber("line", row.Line);
        json.WriteString("status", row.Settlement is null ? "refused" : "settled");
        if (row.Settlement is not { } settled)
        {
            json.WriteString("reason", row.Remark);
            json.WriteEndObject();
            return;
        }
        Steps(json, pack, settled);
        json.WriteEndObject();
    }

    /// <summary>Year, total, every step, the person's part, and the accumulators before and after, into an object that is open.</summary>
    public static void Steps(Utf8JsonWriter json, PolicyPack pack, Settlement settled)
    {
        json.WriteNumber("year", settled.Year);
        Amount(json, "total", settled.Bill.Total);
        json.WriteStartArray("steps");
        foreach (var line in settled.Lines) Step(json, line);
        json.WriteEndArray();
        Self(json, settled.Self);
        Accumulators(json, "before", pack, settled.Before);
        Accumulators(json, "after", pack, settled.After);
    }

    private static void Step(Utf8JsonWriter json, SettlementLine line)
    {
        json.WriteStartObject();
        json.WriteString("id", line.Id);
        json.WriteString("kind", line.Kind switch { LineKind.PriceExcess => "price-excess", LineKind.Limit => "limit", LineKind.Waiver => "waiver", _ => "layer" });
        json.WriteString("payer", line.Payer);
        json.WriteString("payer_name", line.PayerName);
        json.WriteString("title", line.Title);
        json.WriteBoolean("applied", line.Applied);
        if (line.Applied)
        {
            Amount(json, "base", line.Base);
            Amount(json, "above_limit", line.AboveLimit);
            Amount(json, "deductible", line.Deductible);
            Amount(json, "covered", line.Covered);
            json.WriteStartArray("parts");
            foreach (var part in line.Parts)
            {
                json.WriteStartObject();
                Amount(json, "amount", part.Amount);
                json.WriteString("rate", part.Rate.ToString());
                json.WriteEndObject();
            }
            json.WriteEndArray();
            Amount(json, "topped_up", line.ToppedUp);
            Amount(json, "above_cap", line.AboveCap);
        }
        Amount(json, "paid", line.Paid);
        json.WriteString("clause", line.Clause);
        json.WriteString("text", line.Sentence);
        json.WriteEndObject();
    }

    private static void Self(Utf8JsonWriter json, SelfPayment self)
    {
        json.WriteStartObject("self");
        Amount(json, "total", self.Total);
        Amount(json, "out_of_catalogue", self.OutOfCatalogue);
        Amount(json, "over_limit", self.OverLimit);
        Amount(json, "pre_self_paid", self.PreSelfPaid);
        Amount(json, "deductible", self.Deductible);
        Amount(json, "above_cap", self.AboveCap);
        Amount(json, "share", self.Share);
        json.WriteEndObject();
    }

    private static void Accumulators(Utf8JsonWriter json, string name, PolicyPack pack, IReadOnlyList<long> values)
    {
        json.WriteStartObject(name);
        foreach (var slot in pack.Slots.All)
            if (slot.Name == "stays") json.WriteNumber(slot.Name, values[slot.Ordinal]);
            else Amount(json, slot.Name, new(values[slot.Ordinal]));
        json.WriteEndObject();
    }

    private static void Amount(Utf8JsonWriter json, string name, Money amount)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Yuan(amount));
    }

    private static string Yuan(Money amount) => amount.Yuan.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Cell(string text) => text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
