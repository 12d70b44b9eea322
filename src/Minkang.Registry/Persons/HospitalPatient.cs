using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Registry.Persons;

/// <summary>A person is a patient of a hospital from a day on (医院的就诊人员): the hospital asked for the person by the identity card. Opens the person to its counter.</summary>
internal sealed class HospitalPatient : Record, IAudited, IEnds
{
    static string IAudited.SubjectKind => "person";
    Guid IAudited.SubjectId => PersonId;

    public Guid PersonId { get; init; }
    /// <summary>The hospital as the duties of its staff name it.</summary>
    public string Hospital { get; init; } = "";
    public DateOnly FromOn { get; init; }
    public DateOnly? UntilOn { get; set; }
    public DateTimeOffset? EndedAt { get; set; }
}
