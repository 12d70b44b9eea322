using Minkang.Domain.Diseases;
using Minkang.Platform.Catalog;

namespace Minkang.Registry.Contracts;

/// <summary>
/// Reads the disease catalogue (病种目录) of a catalogue folder, so that comparisons can tell who has a listed disease. The folder may hold the texts that an earlier
/// comparison kept. Throws <see cref="InvalidOperationException"/> for a broken file; the message names file, line, and what would be right.
/// </summary>
public delegate DiseaseCatalogue ReadDiseases(CatalogFolder folder);
