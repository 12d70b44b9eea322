using Minkang.Platform.Audit;
using Minkang.Platform.Stores;

namespace Minkang.Benefits.WhatIf;

/// <summary>
/// A trial of one pack against another on a year of bills (政策测算). The texts of both are kept with it, so that it can be told later what was compared; the bills are a file
/// handed in, or those settled in the store.
/// </summary>
internal sealed class WhatIfRun : Record, IAudited
{
    static string IAudited.SubjectKind => "what-if";
    Guid IAudited.SubjectId => Id;

    public int Year { get; init; }
    /// <summary>Name of the file that the bills come from; empty for the bills of the store.</summary>
    public string SourceName { get; init; } = "";
    /// <summary>The file of bills; null for the bills of the store.</summary>
    public Guid? BillsFileId { get; init; }
    public string BeforeTitle { get; init; } = "";
    public string BeforeText { get; init; } = "";
    public string BeforeExtended { get; init; } = "{}";
    public string BeforeGiven { get; init; } = "{}";
    public string AfterTitle { get; init; } = "";
    public string AfterText { get; init; } = "";
    public string AfterExtended { get; init; } = "{}";
    public string AfterGiven { get; init; } = "{}";
    public string AskedByName { get; init; } = "";
    public Guid? JobId { get; set; }
    /// <summary>The figures as JSON, once done; no person is named in them.</summary>
    public string? Result { get; set; }
    /// <summary>What it comes to for each person, kept sealed.</summary>
    public Guid? PersonsFileId { get; set; }
}
