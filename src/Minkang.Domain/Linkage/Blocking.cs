namespace Minkang.Domain.Linkage;

/// <summary>
/// Finds the candidate pairs of two lists, or inside one (分块). Each rule is a join on one 64-bit key per row. A pair comes from the first
/// rule that brings it. Once rows are settled (same valid number, same name) they are not offered to each other any more.
/// </summary>
internal sealed class Blocking(LinkTable left, LinkTable right)
{
    private readonly LinkProfile _profile = left.Space.Profile;
    private readonly bool _within = ReferenceEquals(left, right);
    private readonly List<(ulong[] Left, ulong[] Right)> _earlier = [];
    private bool[]? _settledLeft, _settledRight;

    private LinkTable LeftList => left;
    private LinkTable RightList => right;

    private IdColumn? Numbers(LinkTable list)
    {
        for (var field = 0; field < _profile.Fields.Count; field++) if (list.Column(field) is IdColumn numbers) return numbers;
        return null;
    }

    public CandidatePairs Pairs { get; } = new();
    public List<BlockOutcome> Outcomes { get; } = [];

    public void Find(Func<int, int, bool>? settles)
    {
        for (var at = 0; at < _profile.Blocks.Count; at += 2) FindTwo(at, settles);
        FindRepairs();
    }

    /// <summary>Sorting is half of the work, so two rules are prepared at a time; pairs are brought in the order of the rules.</summary>
    private void FindTwo(int at, Func<int, int, bool>? settles)
    {
        var rules = _profile.Blocks.Skip(at).Take(2).ToArray();
        var keys = rules.Select(r => (Left: new ulong[left.Rows], Right: _within ? [] : new ulong[right.Rows])).ToArray();
        var sorted = new (SortedKeys Left, SortedKeys Right)[rules.Length];
        Parallel.For(0, rules.Length, i =>
        {
            var ownLeft = Fill(left, rules[i].Parts, keys[i].Left);
            var ownRight = _within ? ownLeft : Fill(right, rules[i].Parts, keys[i].Right);
            var byLeft = new SortedKeys(ownLeft);
            sorted[i] = (byLeft, _within ? byLeft : new SortedKeys(ownRight));
            keys[i] = (ownLeft, ownRight);
        });
        for (var i = 0; i < rules.Length; i++)
        {
            var before = Pairs.Count;
            Join(rules[i], sorted[i].Left, sorted[i].Right, keys[i]);
            _earlier.Add(keys[i]);
            if (settles is not null && at + i == 0 && !_within) Settle(settles, before);
        }
    }

    private static ulong[] Fill(LinkTable table, IReadOnlyList<string> parts, ulong[] keys)
    {
        var readers = Readers(table, parts);
        for (var row = 0; row < keys.Length; row++)
        {
            var key = readers[0](row);
            for (var p = 1; p < readers.Length && key != 0; p++) key = readers[p](row) is not 0 and var part ? Scatter.Join(key, part) : 0;
            keys[row] = key;
        }
        return keys;
    }

    private static Func<int, ulong>[] Readers(LinkTable table, IReadOnlyList<string> parts) =>
        [.. parts.Select(p => table.Space.Profile.FieldOf(p)).Select(p => table.Column(p.Field).KeyOf(p.Aspect))];

    private void Settle(Func<int, int, bool> settles, int from)
    {
        (_settledLeft, _settledRight) = (new bool[left.Rows], new bool[right.Rows]);
        for (var i = from; i < Pairs.Count; i++)
            if (settles(Pairs.Left[i], Pairs.Right[i])) _settledLeft[Pairs.Left[i]] = _settledRight[Pairs.Right[i]] = true;
    }

    private void Join(BlockRule rule, SortedKeys a, SortedKeys b, (ulong[] Left, ulong[] Right) keys)
    {
        var work = new Block(this, rule, Readers(left, rule.Splits), Readers(right, rule.Splits), keys);
        int i = 0, j = 0;
        while (i < a.Keys.Length && j < b.Keys.Length)
        {
            var key = a.Keys[i];
            if (key < b.Keys[j]) { i++; continue; }
            if (key > b.Keys[j]) { j++; continue; }
            int endA = i + 1, endB = j + 1;
            while (endA < a.Keys.Length && a.Keys[endA] == key) endA++;
            while (endB < b.Keys.Length && b.Keys[endB] == key) endB++;
            work.Take(a.Rows.AsSpan(i, endA - i), b.Rows.AsSpan(j, endB - j), 0);
            (i, j) = (endA, endB);
        }
        Outcomes.Add(work.Outcome);
    }

    /// <summary>Adds a pair unless it is settled or an earlier rule brought it.</summary>
    private bool Offer(int a, int b)
    {
        if (_settledLeft is not null && _settledLeft[a] && _settledRight![b]) return false;
        foreach (var (ours, theirs) in _earlier)
            if (ours[a] != 0 && ours[a] == (_within ? ours[b] : theirs[b])) return false;
        Pairs.Add(a, b);
        return true;
    }

    /// <summary>Numbers that are none, against the valid ones within one keying error.</summary>
    private void FindRepairs()
    {
        for (var field = 0; field < _profile.Fields.Count; field++)
        {
            if (left.Column(field) is not IdColumn ours || right.Column(field) is not IdColumn theirs) continue;
            var brought = new HashSet<(int, int)>();
            Repair(ours, left.Rows, theirs, right.Rows, (broken, valid) => brought.Add((broken, valid)));
            if (!_within) Repair(theirs, right.Rows, ours, left.Rows, (broken, valid) => brought.Add((valid, broken)));
            var count = 0L;
            foreach (var (a, b) in brought)
            {
                var (first, second) = _within && a > b ? (b, a) : (a, b);
                if (first != second || !_within) count += Offer(first, second) ? 1 : 0;
            }
            Outcomes.Add(new BlockOutcome($"{_profile.Fields[field].Key}.repair", count, 0, 0));
        }
    }

    private static void Repair(IdColumn broken, int brokenRows, IdColumn valid, int validRows, Action<int, int> bring)
    {
        var neighbours = new List<ulong>();
        var wanted = new Dictionary<ulong, List<int>>();
        for (var row = 0; row < brokenRows; row++)
        {
            if (broken.Form(row) != IdForm.Broken) continue;
            neighbours.Clear();
            PackedId.Neighbours(broken.Text(row), neighbours);
            foreach (var number in neighbours)
            {
                if (!wanted.TryGetValue(number, out var rows)) wanted[number] = rows = [];
                rows.Add(row);
            }
        }
        if (wanted.Count == 0) return;
        for (var row = 0; row < validRows; row++)
            if (valid.Form(row) == IdForm.Valid && wanted.TryGetValue(valid.Number(row), out var rows))
                foreach (var other in rows) bring(other, row);
    }

    /// <summary>Brings the pairs of the blocks of one rule, dividing those that are too large.</summary>
    private sealed class Block(Blocking owner, BlockRule rule, Func<int, ulong>[] splitLeft, Func<int, ulong>[] splitRight, (ulong[] Left, ulong[] Right) keys)
    {
        private readonly IdColumn? _idLeft = rule.OnlyWithoutNumber ? owner.Numbers(owner.LeftList) : null, _idRight = rule.OnlyWithoutNumber ? owner.Numbers(owner.RightList) : null;
        private long _pairs, _cut;
        private int _divided;

        public BlockOutcome Outcome => new(rule.Code, _pairs, _divided, _cut);

        public void Take(ReadOnlySpan<int> rows, ReadOnlySpan<int> others, int depth)
        {
            var size = owner._within ? (long)rows.Length * (rows.Length - 1) / 2 : (long)rows.Length * others.Length;
            if (size > owner._profile.MostPairsPerBlock) { Divide(rows, others, depth, size); return; }
            for (var i = 0; i < rows.Length; i++)
                for (var j = owner._within ? i + 1 : 0; j < others.Length; j++)
                {
                    var (a, b) = owner._within && rows[i] > others[j] ? (others[j], rows[i]) : (rows[i], others[j]);
                    if (_idLeft is not null && _idLeft.Form(a) == IdForm.Valid && _idRight!.Form(b) == IdForm.Valid) continue;
                    if (owner.Offer(a, b)) _pairs++;
                }
        }

        private void Divide(ReadOnlySpan<int> rows, ReadOnlySpan<int> others, int depth, long size)
        {
            if (depth == 0) _divided++;
            var parts = depth < splitLeft.Length ? Parts(rows, splitLeft[depth], keys.Left) : Cut(rows, keys.Left);
            var otherParts = owner._within ? parts : depth < splitLeft.Length ? Parts(others, splitRight[depth], keys.Right) : Cut(others, keys.Right);
            long kept = 0;
            foreach (var (part, own) in parts)
            {
                if (!otherParts.TryGetValue(part, out var theirs)) continue;
                kept += owner._within ? (long)own.Length * (own.Length - 1) / 2 : (long)own.Length * theirs.Length;
                Take(own, theirs, depth + 1);
            }
            if (depth >= splitLeft.Length) _cut += size - kept;
            else _cut += Unstated(rows, others, parts, otherParts);
        }

        /// <summary>Pairs lost because one of the rows states nothing to divide by. Pairs that state different things are no loss.</summary>
        private long Unstated(ReadOnlySpan<int> rows, ReadOnlySpan<int> others, Dictionary<ulong, int[]> parts, Dictionary<ulong, int[]> otherParts)
        {
            long stated = parts.Values.Sum(p => p.Length), otherStated = otherParts.Values.Sum(p => p.Length);
            return owner._within ? ((long)rows.Length * (rows.Length - 1) / 2) - (stated * (stated - 1) / 2) : ((long)rows.Length * others.Length) - (stated * otherStated);
        }

        private static Dictionary<ulong, int[]> Parts(ReadOnlySpan<int> rows, Func<int, ulong> reader, ulong[] keys)
        {
            var parts = new Dictionary<ulong, List<int>>();
            foreach (var row in rows)
            {
                var part = reader(row);
                if (part == 0) { keys[row] = 0; continue; }
                if (!parts.TryGetValue(part, out var own)) parts[part] = own = [];
                own.Add(row);
                keys[row] = Scatter.Join(keys[row], part);
            }
            return parts.ToDictionary(p => p.Key, p => p.Value.ToArray());
        }

        private static Dictionary<ulong, int[]> Cut(ReadOnlySpan<int> rows, ulong[] keys)
        {
            foreach (var row in rows) keys[row] = 0;
            return [];
        }
    }
}
