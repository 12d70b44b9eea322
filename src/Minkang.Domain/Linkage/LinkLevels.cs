namespace Minkang.Domain.Linkage;

/// <summary>The ladders of levels by kind of field (比较等级), best first. A level's number is its place from 1; 0 means that nothing can be compared.</summary>
public static class LinkLevels
{
    internal const int IdSame = 1, IdNear = 2, IdBirthAndTail = 3, IdTail = 4, IdBirth = 5, IdLittle = 6, IdReissued = 7, IdOther = 8, IdUnlike = 9;
    internal const int NameSame = 1, NameVariant = 2, NameSound = 3, NameLooksAlike = 4, NamePart = 5, NameOneOff = 6, NameSurname = 7, NameOther = 8;
    internal const int BirthSame = 1, BirthCoarse = 2, BirthKeying = 3, BirthLunar = 4, BirthYear = 5, BirthOther = 6;
    internal const int PlaceSame = 1, PlaceVillage = 2, PlaceTownship = 3, PlaceOther = 4;
    internal const int Same = 1, Differs = 2;
    internal const int TextSame = 1, TextClose = 2, TextSwapped = 3, TextAlike = 4, TextOther = 5;
    internal const int DigitsSame = 1, DigitsKeying = 2, DigitsTwo = 3, DigitsOther = 4;

    private static readonly string[] Id = ["same", "keying-error", "birth-and-tail", "tail", "birth", "little", "reissued", "other", "unlike"];
    private static readonly string[] Name = ["same", "variant", "sound", "looks-alike", "part", "one-off", "surname", "other"];
    private static readonly string[] Birth = ["same", "coarse", "keying-error", "lunar", "year", "other"];
    private static readonly string[] Place = ["same", "village", "township", "other"];
    private static readonly string[] Exact = ["same", "differs"];
    private static readonly string[] Text = ["same", "close", "swapped", "alike", "other"];
    private static readonly string[] Digits = ["same", "keying-error", "two-off", "other"];

    /// <summary>Codes of the levels of a kind.</summary>
    public static IReadOnlyList<string> Of(FieldKind kind) => kind switch
    {
        FieldKind.IdNumber => Id,
        FieldKind.ChineseName => Name,
        FieldKind.BirthDate => Birth,
        FieldKind.Place => Place,
        FieldKind.Exact => Exact,
        FieldKind.Text => Text,
        FieldKind.Digits => Digits,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such kind of field."),
    };
}
