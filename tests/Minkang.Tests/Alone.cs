namespace Minkang.Tests;

/// <summary>Tests that measure the memory of the whole process run alone, when all others are done.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
