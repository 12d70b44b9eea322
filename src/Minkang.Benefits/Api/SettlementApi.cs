using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Minkang.Benefits.Contracts;
using Minkang.Benefits.Admissions;
using Minkang.Benefits.Settlements;
using Minkang.Domain.Values;
using Minkang.Platform.Security;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Api;

/// <summary>Why a settlement is to be taken back.</summary>
internal sealed record ReversalRequest([property: JsonPropertyName("reason")] string? Reason);

/// <summary>A request to take a settlement back, waiting for a second person.</summary>
internal sealed record ReversalAnswer([property: JsonPropertyName("id")] Guid Id, [property: JsonPropertyName("state")] string State);

/// <summary>Settlement for hospital systems (接口结算): the same preview, settlement and reversal as at the counter.</summary>
internal static class SettlementApi
{
    private static readonly HashSet<string> Conflicts = ["benefits.settlement.bill-settled", "benefits.settlement.key-used", "benefits.settlement.moved", "benefits.admission.settled", "benefits.reversal.open-already", "benefits.reversal.done"];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("/api/v1/benefits");
        Describe(group.MapPost("/preview", Preview), "benefits.bill", "preview-settlement", "What a bill would come to now, with every step; nothing is written").Produces<SettlementAnswer>();
        Describe(group.MapPost("/settlements", Settle), "benefits.finalise", "settle", "Settles a bill for good. The same Idempotency-Key with the same content answers the first settlement again").Produces<SettlementAnswer>()
            .Produces<SettlementAnswer>(StatusCodes.Status201Created).ProducesProblem(StatusCodes.Status409Conflict);
        Describe(group.MapGet("/settlements/{number}", Find), "benefits.see-settlement", "settlement", "A settlement by its number, with what each payer pays and every step").Produces<SettlementAnswer>();
        Describe(group.MapPost("/settlements/{number}/reversal-requests", AskReversal), "benefits.reverse", "request-reversal", "Asks for a settlement to be taken back; a second person decides").Produces<ReversalAnswer>(StatusCodes.Status202Accepted)
            .ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string action, string name, string summary) => route.WithMetadata(new NeedsActionAttribute(action)).WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> Preview([FromBody] BillRequest request, CountyDb db, SettleBill settle, CancellationToken ct)
    {
        var input = request.ToInput();
        if (!input.Ok) return Refuse(input.Problems);
        var preview = await settle.Preview(db.CountyCode, db.Trail.Actor!, input.Value, ct);
        return preview.Ok ? Results.Ok(SettlementAnswer.Of(preview.Value)) : Refuse(preview.Problems);
    }

    private static async Task<IResult> Settle([FromBody] BillRequest request, [FromHeader(Name = "Idempotency-Key")] string? key, CountyDb db, SettleBill settle, Vault vault, CancellationToken ct)
    {
        var input = request.ToInput();
        if (!input.Ok) return Refuse(input.Problems);
        var settled = await settle.Finalise(db.CountyCode, db.Trail.Actor!, input.Value, key ?? "", request.Seen, ct);
        if (!settled.Ok) return Refuse(settled.Problems);
        var answer = await Answer(db, vault, settled.Value.Entry, ct);
        return settled.Value.WasThere ? Results.Ok(answer) : Results.Created($"/api/v1/benefits/settlements/{answer.Number}", answer);
    }

    private static async Task<IResult> Find(string number, CountyDb db, Vault vault, CancellationToken ct)
    {
        var entry = await Reached(db, "benefits.see-settlement", number, ct);
        return entry is null ? Refuse([Settlements.AskReversal.NotFound]) : Results.Ok(await Answer(db, vault, entry, ct));
    }

    private static async Task<IResult> AskReversal(string number, [FromBody] ReversalRequest request, CountyDb db, AskReversal ask, CancellationToken ct)
    {
        var entry = await Reached(db, "benefits.reverse", number, ct);
        if (entry is null) return Refuse([Settlements.AskReversal.NotFound]);
        var asked = await ask.Handle(db.CountyCode, db.Trail.Actor!, entry.Id, request.Reason, ct);
        return asked.Ok ? Results.Accepted(null, new ReversalAnswer(asked.Value, "open")) : Refuse(asked.Problems);
    }

    private static Task<StoredSettlement?> Reached(CountyDb db, string action, string number, CancellationToken ct) =>
        db.SettlementsFor(db.Trail.Actor!, action).AsNoTracking().SingleOrDefaultAsync(s => s.Number == number, ct);

    private static async Task<SettlementAnswer> Answer(CountyDb db, Vault vault, StoredSettlement entry, CancellationToken ct)
    {
        var shares = await db.Set<Share>().AsNoTracking().Where(s => s.SettlementId == entry.Id).ToListAsync(ct);
        db.Trail.Record(db.Trail.Actor!, "benefits.see-settlement", "person", entry.PersonId, detail: new { entry.Number });
        await db.SaveChangesAsync(ct);
        return SettlementAnswer.Of(entry, shares, Explanation.Read(vault.Open(Purposes.Diagnosis, entry.ExplanationSealed)!));
    }

    private static IResult Refuse(IReadOnlyList<Problem> problems)
    {
        var first = problems[0];
        var status = Conflicts.Contains(first.Code) ? StatusCodes.Status409Conflict : first.Code.EndsWith(".not-found", StringComparison.Ordinal) ? StatusCodes.Status404NotFound : StatusCodes.Status422UnprocessableEntity;
        return Results.Problem(statusCode: status, title: first.Code, detail: first.Message, extensions: new Dictionary<string, object?> { ["problems"] = problems });
    }
}
