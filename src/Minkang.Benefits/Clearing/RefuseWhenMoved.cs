using Minkang.Domain.Values;
using Minkang.Platform.Stores;
using Minkang.Platform.Users;

namespace Minkang.Benefits.Clearing;

/// <summary>
/// Does one person's deed in a store of its own (一次办理). When another request came between, nothing was written and the answer is a refusal: who decides must see what
/// has changed first, so that the deed is never done again by itself.
/// </summary>
internal static class RefuseWhenMoved
{
    public static readonly Problem Moved = new("benefits.moved", "", "刚才有人（或您自己的另一次点击）办理了同一件事，这一次没有保存。请刷新页面，看现在的情况再办理。");

    public static Task<Outcome<T>> Run<T>(CountyStores stores, string county, Actor actor, Func<CountyDb, Task<Outcome<T>>> work, CancellationToken ct)
    {
        var tried = false;
        return StoreRetry.Run<Outcome<T>>(async () =>
        {
            if (tried) return Moved;
            tried = true;
            await using var db = stores.Open(county);
            db.Trail.Actor = actor;
            return await work(db);
        }, 2, ct);
    }
}
