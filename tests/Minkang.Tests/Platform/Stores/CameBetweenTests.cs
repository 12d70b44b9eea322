using Microsoft.EntityFrameworkCore;
using Minkang.Platform.Stores;
using Minkang.Registry.Questions;

namespace Minkang.Tests.Platform.Stores;

public sealed class CameBetweenTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_who_wait_for_each_other_are_known_as_such_however_they_write(bool tracked)
    {
        Assert.SkipUnless(TestApp.OnPostgres, "only there do two writers wait for each other");
        await using var app = await TestApp.Start();
        var rows = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        await using (var db = app.Open())
        {
            // Not audited, so that nobody waits for the end of the trail instead.
            db.AddRange(rows.Select(id => new Question { Id = id, Kind = "size_conflict", VillageCode = TestApp.Village, KeyHash = "" }));
            await db.SaveChangesAsync();
        }
        var (first, second) = (new TaskCompletionSource(), new TaskCompletionSource());

        var both = await Task.WhenAll(
            Failure(app, tracked, [rows[0], rows[1]], first, second.Task),
            Failure(app, tracked, [rows[1], rows[0]], second, first.Task));

        Assert.True(SaveOnce.WasBetween(Assert.Single(both, f => f is not null)!));
    }

    /// <summary>Changes one row, waits until the other unit of work has changed the other one, and changes that; what it failed by.</summary>
    private static async Task<Exception?> Failure(TestApp app, bool tracked, Guid[] rows, TaskCompletionSource mine, Task others)
    {
        await using var db = app.Open();
        await using var transaction = await db.Database.BeginTransactionAsync();
        try
        {
            await Change(db, tracked, rows[0]);
            mine.SetResult();
            await others;
            await Change(db, tracked, rows[1]);
            await transaction.CommitAsync();
            return null;
        }
        catch (Exception e)
        {
            return e;
        }
    }

    private static async Task Change(CountyDb db, bool tracked, Guid row)
    {
        if (!tracked)
        {
            await db.Set<Question>().Where(q => q.Id == row).ExecuteUpdateAsync(s => s.SetProperty(q => q.Answer, "confirmed"));
            return;
        }
        (await db.Set<Question>().SingleAsync(q => q.Id == row)).Answer = "confirmed";
        await db.SaveChangesAsync();
    }
}
