namespace Minkang.Platform.Security;

/// <summary>
/// A sealed column (加密列) for the rotation of keys, named once by the module that owns it: what it is sealed as and, where it is looked up,
/// its hash columns.
/// </summary>
/// <param name="Entity">The mapped type.</param>
/// <param name="Property">The property that holds the sealed text.</param>
/// <param name="Purpose">One of <see cref="Purposes"/>.</param>
/// <param name="Hashes">Property, purpose and the part of the value that is hashed.</param>
public sealed record SealedColumn(Type Entity, string Property, string Purpose, params IReadOnlyList<(string Property, string Purpose, Func<string, string> Part)> Hashes);

/// <summary>A column with the chained hash of a value that is kept nowhere (<see cref="Vault.Chained"/>), for the rotation of keys.</summary>
/// <param name="Entity">The mapped type.</param>
/// <param name="Property">The property that holds the hash.</param>
/// <param name="Purpose">One of <see cref="Purposes"/>.</param>
public sealed record ChainedColumn(Type Entity, string Property, string Purpose);
