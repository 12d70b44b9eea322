using Minkang.Domain.People;
using Minkang.Domain.Values;

namespace Minkang.Registry.Persons;

/// <summary>What the form for a new person holds, as it was typed.</summary>
internal sealed class RegisterPersonInput
{
    public string Name { get; set => field = value ?? ""; } = "";
    public string IdNumber { get; set => field = value ?? ""; } = "";
    public string Sex { get; set => field = value ?? ""; } = "";
    public string BirthOn { get; set => field = value ?? ""; } = "";
    public string Relation { get; set => field = value ?? ""; } = "";
    public string EthnicGroup { get; set => field = value ?? ""; } = "";
    public string Phone { get; set => field = value ?? ""; } = "";
    /// <summary>Why the person is new: <c>born</c>, <c>moved_in</c>, <c>missed</c>.</summary>
    public string How { get; set => field = value ?? ""; } = "";
    /// <summary>First day in the household.</summary>
    public string On { get; set => field = value ?? ""; } = "";
    /// <summary>What was said about look-alikes: <c>different</c>, <c>unsure</c>; empty when not asked.</summary>
    public string LookAlike { get; set => field = value ?? ""; } = "";
}

/// <summary>A person's particulars, read and found sound (登记要素).</summary>
internal sealed record PersonParticulars(string Name, IdNumber? Number, Sex Sex, DateOnly? BirthOn, string? Relation, string? EthnicGroup, string? Phone)
{
    /// <summary>Reads what was typed. What the number says is not asked; what contradicts it is refused.</summary>
    public static Outcome<PersonParticulars> Read(RegisterPersonInput input, DateOnly today)
    {
        var problems = new List<Problem>();
        var name = string.Concat(input.Name.Where(c => !char.IsWhiteSpace(c)));
        if (name.Length == 0) problems.Add(new("registry.person.name-missing", "Name", "请填写姓名。"));
        else if (name.Length > 40) problems.Add(new("registry.person.name-too-long", "Name", "姓名太长，请核对。"));
        var id = IdText.Read(input.IdNumber);
        if (id.State is not (IdState.Valid or IdState.Missing)) problems.Add(new("registry.person.id-number-wrong", "IdNumber", "身份证号不对：位数、日期或校验码不符，请对照户口簿。没有号码可以不填。"));
        var birth = PersonFilter.Day(input.BirthOn) ?? id.Number?.BirthDate;
        if (input.BirthOn.Length > 0 && PersonFilter.Day(input.BirthOn) is null) problems.Add(new("registry.person.birth-wrong", "BirthOn", "出生日期写成 2018-07-31 的样子。"));
        if (birth > today) problems.Add(new("registry.person.birth-future", "BirthOn", "出生日期不能晚于今天。"));
        if (id.Number is { } number && birth != number.BirthDate) problems.Add(new("registry.person.birth-against-number", "BirthOn", $"号码里的出生日期是 {number.BirthDate:yyyy-MM-dd}，与填写的不同，请核对。"));
        var sex = input.Sex switch { "1" => Sex.Male, "2" => Sex.Female, _ => id.Number?.Sex ?? Sex.Unknown };
        if (id.Number is { } says && sex != says.Sex) problems.Add(new("registry.person.sex-against-number", "Sex", "性别与号码不符，请核对。"));
        if (sex == Sex.Unknown) problems.Add(new("registry.person.sex-missing", "Sex", "请选择性别。"));
        if (birth is null) problems.Add(new("registry.person.birth-missing", "BirthOn", "请填写出生日期，或填写身份证号。"));
        var (phone, wrong) = PhoneOf(input.Phone);
        if (wrong is not null) problems.Add(wrong);
        return problems.Count > 0 ? problems : new PersonParticulars(name, id.Number, sex, birth, Filled(input.Relation), Filled(input.EthnicGroup), phone);
    }

    /// <summary>A telephone number without blanks and dashes; null when none was typed.</summary>
    public static (string? Phone, Problem? Wrong) PhoneOf(string typed)
    {
        var digits = string.Concat(typed.Normalize(System.Text.NormalizationForm.FormKC).Where(c => !char.IsWhiteSpace(c) && c != '-'));
        if (digits.Length == 0) return (null, null);
        return digits.All(char.IsAsciiDigit) && (digits.Length == 11 || (digits[0] != '1' && digits.Length is >= 7 and <= 12))
            ? (digits, null)
            : (null, new Problem("registry.person.phone-wrong", "Phone", "电话应是 11 位手机号，或带区号的座机号。"));
    }

    internal static string? Filled(string text) => text.Trim() is { Length: > 0 } filled ? filled : null;
}
