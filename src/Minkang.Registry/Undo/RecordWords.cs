using Microsoft.Extensions.Localization;
using Minkang.Platform.Users;
using Minkang.Registry.Contracts;

namespace Minkang.Registry.Undo;

/// <summary>Words for kinds of records (记录名称), from whichever module keeps them.</summary>
internal sealed class RecordWords(IEnumerable<RecordWord> words, IStringLocalizerFactory texts)
{
    private readonly Dictionary<string, RecordWord> _byTable = words.ToDictionary(w => w.Table, StringComparer.Ordinal);

    public string Word(string table) => _byTable.TryGetValue(table, out var word) ? texts.Create(word.Texts)[word.Word] : table;

    /// <summary>True when the actor may be told whose records of the kind are; a kind without a word is told to nobody.</summary>
    public bool MayName(Actor actor, string table) => _byTable.TryGetValue(table, out var word) && (word.Action.Length == 0 || actor.May(word.Action));

    /// <summary>The word, or that there is a record where the actor may not be told of which kind.</summary>
    public string Named(Actor actor, string table) => MayName(actor, table) ? Word(table) : texts.Create(typeof(Texts))["另有记录"];

    public string Unit(string table) => _byTable.TryGetValue(table, out var word) ? texts.Create(word.Texts)[word.Unit] : "";
}
