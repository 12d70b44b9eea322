using System.Collections.Concurrent;

namespace Minkang.Platform.Stores;

/// <summary>
/// The queue of short writes into a county's store (写入排队). SQLite has one writer at a time, and one who finds it busy sleeps in growing steps before it looks again: with
/// twenty counters some would wait long while nobody writes. In this queue each comes on when the one before is done. PostgreSQL needs none, and a writer outside of this
/// process is still waited for in the engine's way.
/// </summary>
public sealed class WriterQueue(StoreConnections connections) : IDisposable
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Waits for the turn of a county's store; disposing the answer gives it on. It is not re-entrant.</summary>
    public async Task<IDisposable> Enter(string countyCode, CancellationToken ct)
    {
        if (connections.Engine != StoreEngine.Sqlite) return Turn.Free;
        var turn = _turns.GetOrAdd(countyCode, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(ct);
        return new Turn(turn);
    }

    public void Dispose()
    {
        foreach (var turn in _turns.Values) turn.Dispose();
    }

    private sealed class Turn(SemaphoreSlim? held) : IDisposable
    {
        public static readonly Turn Free = new(null);
        private SemaphoreSlim? _held = held;

        public void Dispose() => Interlocked.Exchange(ref _held, null)?.Release();
    }
}
