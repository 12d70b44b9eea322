using Minkang.Benefits.Packs;
using Minkang.Platform.Catalog;

namespace Minkang.Benefits.Contracts;

/// <summary>What a pack is good for (政策包状态): 可以采用, 草稿（没有案例）, 案例不符, 有错误.</summary>
public enum PackFitness
{
    /// <summary>Loads, and every worked case comes out.</summary>
    Adoptable,
    /// <summary>Loads, but has no worked case.</summary>
    Draft,
    /// <summary>Loads, but some case does not come out.</summary>
    CasesFail,
    /// <summary>Does not load.</summary>
    Refused,
}

/// <summary>One pack in a list (政策包一览). <paramref name="From"/> is null where the source hides the year; <paramref name="Blanks"/> counts what the source leaves blank.</summary>
public sealed record PackSummary(string Id, string Name, string Place, DateOnly? From, DateOnly? Until, PackFitness Fitness, int Cases, int Blanks, IReadOnlyList<CatalogProblem> Problems);

/// <summary>One number of a pack (政策数值): which part, what, for whom, the number as the paper has it, empty for a blank, its days, and the clause.</summary>
public sealed record PackLine(string Part, string Payer, string Applies, string Item, string Case, string Text, bool IsBlank, DateOnly? From, DateOnly? Until, string Clause);

/// <summary>Packs of the catalogue and of files, without a store (政策包检查).</summary>
public sealed class CheckPacks
{
    private readonly CatalogFolder _catalog = CatalogFolder.Find();
    private readonly PackVocabulary _words;

    /// <summary>Reads the code lists beside the program.</summary>
    /// <exception cref="InvalidOperationException">A code list of the catalogue is broken.</exception>
    public CheckPacks() => _words = PackVocabulary.From(_catalog);

    /// <summary>The packs of the catalogue in order of their files.</summary>
    public IReadOnlyList<PackSummary> Catalogue() => [.. new CataloguePacks(_words).All.Select(p => Summary(p.Id, p.Loaded))];

    /// <summary>A file with every problem; packs that it extends are looked for beside it, then in the catalogue.</summary>
    public PackSummary File(FileInfo file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Summary(file.Name, ReadPack.Load(file.FullName, file.Name, new PackFiles(_catalog, file.DirectoryName), _words));
    }

    /// <summary>Every number of a pack of the catalogue or of a file, in the order in which they are worked; null when there is none of the name or it is refused.</summary>
    public IReadOnlyList<PackLine>? Lines(string idOrFile)
    {
        var file = new FileInfo(idOrFile);
        var loaded = file.Exists ? ReadPack.Load(file.FullName, file.Name, new PackFiles(_catalog, file.DirectoryName), _words) : new CataloguePacks(_words).Find(idOrFile)?.Loaded;
        if (loaded?.Pack is not { } pack) return null;
        return [.. from part in PackSheet.Of(pack).Parts
                   from n in part.Numbers
                   select new PackLine(part.Title, part.Payer, part.Applies, n.Item, n.Case, n.Text, n.IsBlank, n.Period.From == DateOnly.MinValue ? null : n.Period.From, n.Period.Until, pack.Clause(n.Source))];
    }

    private static PackSummary Summary(string otherwise, LoadedPack loaded)
    {
        var fitness = loaded.State switch { PackState.Adoptable => PackFitness.Adoptable, PackState.Draft => PackFitness.Draft, PackState.CasesFail => PackFitness.CasesFail, _ => PackFitness.Refused };
        if (loaded.Pack is not { } pack) return new(otherwise, "", "", null, null, fitness, loaded.Cases, 0, loaded.Problems);
        return new(pack.Id, pack.Name, pack.Place, pack.Valid.From == DateOnly.MinValue ? null : pack.Valid.From, pack.Valid.Until, fitness, loaded.Cases, PackSheet.Of(pack).Blanks(DateOnly.MinValue).Count, loaded.Problems);
    }
}
