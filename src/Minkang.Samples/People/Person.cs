using System.Globalization;
using Minkang.Domain.People;
using Minkang.Samples.Care;
using Minkang.Samples.Places;

namespace Minkang.Samples.People;

/// <summary>What the police recorded in the year (变动类别).</summary>
internal enum EventKind { Death, MovedOut, MovedIn, MovedWithin, Born }

/// <summary>One recorded change. <paramref name="Elsewhere"/> is the other village of a move within the county.</summary>
internal sealed record LifeEvent(EventKind Kind, DateOnly On, string Reason, string? Elsewhere = null);

/// <summary>A certified disability (持证残疾): category 1–7, level 1–4.</summary>
internal sealed record Disability(int Category, int Level, DateOnly CertifiedOn, bool Reissued);

/// <summary>An invented person as he or she truly is; lists may say otherwise.</summary>
internal sealed class Person
{
    public required int Number { get; init; }
    public required Household Household { get; init; }
    public required string Name { get; init; }
    public required Sex Sex { get; init; }
    public required DateOnly Birth { get; init; }
    public required IdNumber Id { get; init; }
    public required string Relation { get; init; }
    public required string Ethnic { get; init; }
    public required string Phone { get; init; }
    public LifeEvent? Event { get; set; }
    public Disability? Disability { get; set; }
    public IReadOnlyList<Illness> Illnesses { get; set; } = [];
    public IReadOnlyList<Slip> Slips { get; set; } = [];
    public bool Insured { get; set; } = true;
    public string Education { get; set; } = "";
    public string Schooling { get; set; } = "";
    public string Labour { get; set; } = "";

    public string Key => string.Create(CultureInfo.InvariantCulture, $"P{Number:D7}");
    public bool IsHead => Household.Head == this;
    public bool IsGone => Event is { Kind: EventKind.Death or EventKind.MovedOut };
    public bool HasDotInName => Name.Contains('·', StringComparison.Ordinal);
    public string SexText => Sex == Sex.Male ? "男" : "女";

    public int AgeOn(DateOnly day) => day.Year - Birth.Year - (day.Month < Birth.Month || (day.Month == Birth.Month && day.Day < Birth.Day) ? 1 : 0);
}

/// <summary>Low-income allowance of a household (低保): class A–C, whole yuan per month, since when.</summary>
internal sealed record Allowance(string Class, int MonthlyYuan, DateOnly Since);

/// <summary>Support of a person without means (特困供养).</summary>
internal sealed record Support(string Manner, string SelfCare, int MonthlyYuan, DateOnly Since);

/// <summary>An invented household; on the register of the poor when it has a register number.</summary>
internal sealed class Household
{
    public required int Number { get; init; }
    public required Village Village { get; init; }
    public required string Group { get; init; }
    public string? RegisterNumber { get; init; }
    public List<Person> Members { get; } = [];
    public Allowance? Allowance { get; set; }
    public Support? Support { get; set; }
    public string Category { get; set; } = "一般贫困户";
    public string MainCause { get; set; } = "";
    public string OtherCauses { get; set; } = "";
    public string ExitState { get; set; } = "";
    public string ExitYear { get; set; } = "";
    public DateOnly IdentifiedOn { get; set; }
    public int IncomeYuan { get; set; }

    public string Key => string.Create(CultureInfo.InvariantCulture, $"H{Number:D7}");
    public Person Head => Members[0];
    public bool IsRegistered => RegisterNumber is not null;
    public IEnumerable<Person> Present => Members.Where(m => !m.IsGone);

    /// <summary>True while somebody lives there whom the register can list.</summary>
    public bool IsOnRegister => IsRegistered && !Head.IsGone;
}
