namespace Minkang.Domain.Linkage;

/// <summary>Tables that all lists of one comparison share (比对用词表), so that equal texts have equal numbers. One per comparison; not for several threads.</summary>
public sealed class LinkSpace
{
    private readonly List<Func<LinkColumn>> _columns = [];

    /// <summary>Throws <see cref="ArgumentException"/> when a blocking rule asks for an aspect that its field does not have.</summary>
    public LinkSpace(LinkProfile profile)
    {
        Profile = profile;
        foreach (var field in profile.Fields) _columns.Add(Maker(field.Kind));
        for (var i = 0; i < profile.Fields.Count; i++)
            if (profile.Fields[i] is { Kind: FieldKind.BirthDate, DerivedFrom: { } source }) BirthAndNumber = (i, profile.IndexOf(source));
        CheckAspects();
    }

    private void CheckAspects()
    {
        foreach (var (field, aspect) in Profile.Blocks.SelectMany(b => b.Parts.Concat(b.Splits)).Select(Profile.FieldOf)) _ = _columns[field]().KeyOf(aspect);
    }

    /// <summary>The birth date and the number that states it as well; null when the profile has no such fields.</summary>
    internal (int Birth, int Number)? BirthAndNumber { get; }

    public LinkProfile Profile { get; }

    private readonly NameBook _names = new();

    private Func<LinkColumn> Maker(FieldKind kind)
    {
        Words words = new(), others = new();
        return kind switch
        {
            FieldKind.IdNumber => () => new IdColumn(words),
            FieldKind.ChineseName => () => new NameColumn(_names),
            FieldKind.BirthDate => () => new BirthColumn(),
            FieldKind.Place => () => new PlaceColumn(others, words),
            FieldKind.Exact => () => new ExactColumn(words),
            FieldKind.Digits => () => new TextColumn(words, digits: true),
            _ => () => new TextColumn(_latin, digits: false),
        };
    }

    private readonly Words _latin = new();

    /// <summary>An empty list.</summary>
    public LinkTable NewList() => new(this, [.. _columns.Select(make => make())]);
}

/// <summary>
/// One list ready for comparing (参与比对的一份名单): rows in the order they were added, from 0. Values are given as the cells show them; what a
/// cell means is read here. Holds personal data.
/// </summary>
public sealed class LinkTable
{
    private readonly LinkColumn[] _columns;
    private int _room;

    internal LinkTable(LinkSpace space, LinkColumn[] columns)
    {
        (Space, _columns) = (space, columns);
        for (var i = 0; i < columns.Length; i++)
            if (space.Profile.Fields[i].SwapsWith is { } other) ((TextColumn)columns[i]).SwapsWith = (TextColumn)columns[space.Profile.IndexOf(other)];
    }

    public LinkSpace Space { get; }

    /// <summary>Count of rows.</summary>
    public int Rows { get; private set; }

    internal ReadOnlySpan<LinkColumn> Columns => _columns;

    internal LinkColumn Column(int field) => _columns[field];

    /// <summary>Makes room for so many rows at once; not needed, but saves copying.</summary>
    public void Reserve(int rows)
    {
        if (rows <= _room) return;
        foreach (var column in _columns) column.Resize(rows);
        _room = rows;
    }

    /// <summary>Adds an empty row; returns its place.</summary>
    public int AddRow()
    {
        if (Rows == _room) Reserve(Math.Max(64, _room * 2));
        return Rows++;
    }

    /// <summary>Adds a row; values in the order of the profile's fields, null or blank for what is not stated.</summary>
    public int Add(params ReadOnlySpan<string?> values)
    {
        var row = AddRow();
        for (var i = 0; i < values.Length; i++) Set(row, i, values[i]);
        EndRow(row);
        return row;
    }

    /// <summary>States one field of a row. <see cref="EndRow"/> follows when all are stated.</summary>
    public void Set(int row, int field, ReadOnlySpan<char> text) => _columns[field].Set(row, text);

    /// <summary>Takes from a valid identity number what the row does not state itself: birth date and sex. Drops what only repeats another field.</summary>
    public void EndRow(int row)
    {
        for (var i = 0; i < _columns.Length; i++)
            if (Space.Profile.Fields[i].Echoes is { } echoed && _columns[i] is NameColumn names) names.DropEcho(row, (NameColumn)_columns[Space.Profile.IndexOf(echoed)]);
        for (var i = 0; i < _columns.Length; i++)
        {
            if (Space.Profile.Fields[i].DerivedFrom is not { } source || _columns[Space.Profile.IndexOf(source)] is not IdColumn ids || ids.Form(row) != IdForm.Valid) continue;
            if (_columns[i] is BirthColumn births && !births.IsStated(row)) births.Derive(row, PackedId.Birth(ids.Number(row)));
            else if (_columns[i] is ExactColumn sexes && !sexes.IsStated(row)) sexes.Derive(row, PackedId.IsMale(ids.Number(row)) ? "男" : "女");
        }
    }
}
