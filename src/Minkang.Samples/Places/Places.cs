namespace Minkang.Samples.Places;

/// <summary>A township (乡镇) with its nine-digit code.</summary>
internal sealed record Township(string Name, string Code)
{
    public bool IsTown => Name.EndsWith('镇');
    public string Stem => Name[..^1];
    public string Hospital => IsTown ? Name + "中心卫生院" : Name + "卫生院";
}

/// <summary>A village (行政村) with its twelve-digit code and the number of registered persons that live there.</summary>
internal sealed record Village(int Number, string Name, string Code, Township Township, int Quota, IReadOnlyList<string> Groups)
{
    public string Clinic => Name + "卫生室";
}

/// <summary>The invented county: names, codes that nobody has (province 00), villages in the order of the lists.</summary>
internal sealed record County(string Province, string Prefecture, string Name, string Code, IReadOnlyList<Village> Villages)
{
    public string FullName => Province + Prefecture + Name;
    public IEnumerable<Township> Townships => Villages.Select(v => v.Township).Distinct();
    public bool IsTownshipOnly => Townships.Take(2).Count() == 1;

    /// <summary>Whose list it is: the township's name when the county has only one.</summary>
    public string Office => IsTownshipOnly ? Name + Villages[0].Township.Name : Name;
}
