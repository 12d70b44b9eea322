using Minkang.Domain.Lists;
using Minkang.Domain.People;

namespace Minkang.Domain.Linkage;

/// <summary>What is known of an identity number in a row.</summary>
internal enum IdForm : byte
{
    /// <summary>Nothing, or a stand-in that says nothing.</summary>
    None,
    Valid,
    /// <summary>A number that is wrong somewhere: the check character, the date, the length.</summary>
    Broken,
    /// <summary>Some characters cannot be seen: masked, rounded, scientific notation.</summary>
    Partial,
}

/// <summary>Identity numbers of a list. Valid ones are packed; of the others the text is kept, eighteen characters with ? for what cannot be seen.</summary>
internal sealed class IdColumn(Words texts) : LinkColumn
{
    private const int LeastVisible = 6;
    private ulong[] _numbers = [];
    private IdForm[] _forms = [];

    public override void Resize(int rows)
    {
        Array.Resize(ref _numbers, rows);
        Array.Resize(ref _forms, rows);
    }

    public IdForm Form(int row) => _forms[row];

    /// <summary>The packed number of a valid row.</summary>
    public ulong Number(int row) => _numbers[row];

    /// <summary>The text of a broken or partial row.</summary>
    public string Text(int row) => texts[(int)_numbers[row]];

    public override void Set(int row, ReadOnlySpan<char> text)
    {
        text = Trim(text);
        if (PackedId.TryPack(text, out var packed)) (_forms[row], _numbers[row]) = (IdForm.Valid, packed);
        else if (text.IsEmpty) _forms[row] = IdForm.None;
        else if (text.Length == PackedId.Length && (text[17] is 'x' or '×' or 'Ｘ') && WithX(text, out packed)) (_forms[row], _numbers[row]) = (IdForm.Valid, packed);
        else SetWritten(row, text.ToString());
    }

    private static bool WithX(ReadOnlySpan<char> text, out ulong packed)
    {
        Span<char> clean = stackalloc char[PackedId.Length];
        text.CopyTo(clean);
        clean[17] = 'X';
        return PackedId.TryPack(clean, out packed);
    }

    private void SetWritten(int row, string written)
    {
        if (Masked(written) is { } masked) { Keep(row, IdForm.Partial, masked); return; }
        var reading = IdText.Read(written);
        switch (reading.State)
        {
            case IdState.Valid:
                _forms[row] = PackedId.TryPack(reading.Number!.Value.Text, out _numbers[row]) ? IdForm.Valid : IdForm.None;
                break;
            case IdState.Rounded: Keep(row, IdForm.Partial, Visible(reading.Cleaned)); break;
            case IdState.CheckFails or IdState.DateImpossible: Keep(row, IdForm.Broken, reading.Cleaned.Length > 18 ? reading.Cleaned[..18] : reading.Cleaned.ToUpperInvariant()); break;
            case IdState.WrongLength when reading.Cleaned.Length is >= 12 and <= 19: SetDigits(row, reading.Cleaned.ToUpperInvariant()); break;
            default: _forms[row] = IdForm.None; break;
        }
    }

    /// <summary>Digits of another count. A number cell drops leading zeros; seventeen or nineteen digits are a keying error.</summary>
    private void SetDigits(int row, string digits)
    {
        if (digits.Length < 17) digits = digits.PadLeft(PackedId.Length, '0');
        if (PackedId.TryPack(digits, out _numbers[row])) _forms[row] = IdForm.Valid;
        else Keep(row, IdForm.Broken, digits);
    }

    private void Keep(int row, IdForm form, string text) =>
        (_forms[row], _numbers[row]) = form == IdForm.Partial && text.Length - text.Count('?') < LeastVisible ? (IdForm.None, 0) : (form, (ulong)texts.Number(text));

    /// <summary>A masked number as eighteen characters; null when nothing is masked. What stands before the mask is aligned left, what follows it right.</summary>
    private static string? Masked(string written)
    {
        var clean = ListText.Compact(written);
        var (first, last) = (clean.IndexOfAny(['*', '#', '●', '?', '？', '＊']), clean.LastIndexOfAny(['*', '#', '●', '?', '？', '＊']));
        if (first < 0 || last == first) return null;
        var (before, after) = (clean[..first], clean[(last + 1)..].ToUpperInvariant());
        if (!before.All(char.IsAsciiDigit) || !after.All(c => char.IsAsciiDigit(c) || c == 'X') || before.Length + after.Length > PackedId.Length) return null;
        return before + new string('?', PackedId.Length - before.Length - after.Length) + after;
    }

    /// <summary>The digits that rounding left. The last one kept may have been rounded up and is not believed.</summary>
    private static string Visible(string cleaned)
    {
        var e = cleaned.IndexOfAny(['e', 'E']);
        if (e < 0) return cleaned[..14] + "????";
        var digits = cleaned[..e].Replace(".", "", StringComparison.Ordinal);
        var length = int.TryParse(cleaned[(e + 1)..].TrimStart('+'), System.Globalization.CultureInfo.InvariantCulture, out var exponent) ? exponent + 1 : 0;
        if (length is < 12 or > 22 || digits.Length < 2) return new string('?', PackedId.Length);
        var zeros = Math.Max(0, PackedId.Length - length); // a spreadsheet drops the zeros in front
        return (new string('0', zeros) + digits[..^1]).PadRight(PackedId.Length, '?')[..PackedId.Length];
    }

    public override int Compare(int row, LinkColumn other, int otherRow)
    {
        var theirs = (IdColumn)other;
        var (mine, form) = (_forms[row], theirs._forms[otherRow]);
        if (mine == IdForm.None || form == IdForm.None) return 0;
        var (a, b) = (_numbers[row], theirs._numbers[otherRow]);
        if (mine == IdForm.Valid && form == IdForm.Valid) return a == b ? LinkLevels.IdSame : Reissued(a, b) ? LinkLevels.IdReissued : LinkLevels.IdOther;
        Span<char> first = stackalloc char[PackedId.Length], second = stackalloc char[PackedId.Length];
        var textA = Characters(mine, a, first);
        var textB = theirs.Characters(form, b, second);
        if (mine == IdForm.Partial || form == IdForm.Partial) return VisibleLevel(textA, textB);
        return PackedId.OneErrorApart(textA, textB) ? LinkLevels.IdNear : LinkLevels.IdUnlike;
    }

    private ReadOnlySpan<char> Characters(IdForm form, ulong number, Span<char> space)
    {
        if (form != IdForm.Valid) return texts[(int)number];
        PackedId.Unpack(number, space);
        return space;
    }

    /// <summary>Both valid, but one person can have both: same area and sex, births within a month of each other (更正登记).</summary>
    private static bool Reissued(ulong a, ulong b) =>
        PackedId.Area(a) == PackedId.Area(b) && PackedId.IsMale(a) == PackedId.IsMale(b) && Math.Abs(BirthColumn.DayNumber(PackedId.Birth(a)) - BirthColumn.DayNumber(PackedId.Birth(b))) <= 31;

    private static int VisibleLevel(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        if (a.Length != b.Length) return LinkLevels.IdUnlike;
        var (birth, tail) = (0, 0);
        for (var i = 0; i < a.Length; i++)
        {
            if (a[i] == '?' || b[i] == '?') continue;
            if (a[i] != b[i]) return LinkLevels.IdUnlike;
            if (i is >= 6 and < 14) birth++;
            else if (i >= 14) tail++;
        }
        return (birth >= 6, tail >= 3) switch { (true, true) => LinkLevels.IdBirthAndTail, (_, true) => LinkLevels.IdTail, (true, _) => LinkLevels.IdBirth, _ => LinkLevels.IdLittle };
    }

    public override Func<int, ulong> KeyOf(string aspect) => aspect switch
    {
        "" => row => _forms[row] switch { IdForm.Valid => _numbers[row], IdForm.Broken => Scatter.Of(Text(row)), _ => 0 },
        "tail" => TailKey,
        _ => throw Unknown(aspect),
    };

    private ulong TailKey(int row)
    {
        if (_forms[row] == IdForm.Valid) return (ulong)PackedId.Tail(_numbers[row]) + 1;
        if (_forms[row] == IdForm.None || Text(row) is not { Length: PackedId.Length } text) return 0;
        var tail = 0;
        for (var i = 14; i < 17; i++)
        {
            if (text[i] == '?') return 0;
            tail = (tail * 10) + (text[i] - '0');
        }
        return text[17] == '?' ? 0 : (ulong)((tail * 11) + (text[17] == 'X' ? 10 : text[17] - '0')) + 1;
    }
}
