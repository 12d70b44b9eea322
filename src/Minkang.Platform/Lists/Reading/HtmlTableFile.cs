using System.Globalization;
using System.Net;
using System.Text;
using Minkang.Domain.Lists;

namespace Minkang.Platform.Lists;

/// <summary>
/// Reads plain tables out of web pages, the form in which many systems "export to Excel" under the name .xls. Scripts, styles and addresses
/// are passed over; nothing is fetched.
/// </summary>
internal sealed class HtmlTableFile
{
    private readonly string _html;
    private readonly CellBudget _budget;
    private readonly List<ListSheet> _sheets = [];
    private readonly StringBuilder _text = new();
    private readonly List<int> _below = []; // per column: rows that a cell above still reaches into
    private SheetBuilder? _sheet;
    private int _at, _row, _column, _rowSpan, _columnSpan;
    private bool _inCell, _inRow;

    private HtmlTableFile(string html, CellBudget budget) => (_html, _budget) = (html, budget);

    public static (IReadOnlyList<ListSheet> Sheets, Encoding Encoding) Read(byte[] content, TextLayout? layout, CellBudget budget)
    {
        var (html, encoding) = TextEncoding.Decode(content, layout?.Encoding);
        return (new HtmlTableFile(html, budget).Parse(), encoding);
    }

    private List<ListSheet> Parse()
    {
        while (_at < _html.Length)
        {
            var tag = _html.IndexOf('<', _at);
            if (tag < 0) tag = _html.Length;
            if (_inCell) AddText(_html.AsSpan(_at, tag - _at));
            _at = tag;
            if (_at < _html.Length) ReadTag();
        }
        if (_sheet is not null) throw Refusal.CutOff();
        return _sheets;
    }

    private void ReadTag()
    {
        if (_html.AsSpan(_at).StartsWith("<!--")) { SkipTo("-->"); return; }
        var end = EndOfTag();
        var inner = _html.AsSpan(_at + 1, end - _at - 1);
        var closing = inner.StartsWith("/");
        if (closing) inner = inner[1..];
        var length = 0;
        while (length < inner.Length && char.IsAsciiLetterOrDigit(inner[length])) length++;
        var name = inner[..length].ToString().ToLowerInvariant();
        var attributes = inner[length..].ToString();
        _at = end + 1;
        if (!closing && name is "script" or "style") SkipTo("</" + name);
        else Handle(name, closing, attributes);
    }

    private void Handle(string name, bool closing, string attributes)
    {
        switch (name)
        {
            case "table" when closing: EndRow(); if (_sheet is { } done) _sheets.Add(done.Build()); _sheet = null; break;
            case "table": StartTable(); break;
            case "tr" when closing: EndRow(); break;
            case "tr": EndRow(); StartRow(); break;
            case "td" or "th" when closing: EndCell(); break;
            case "td" or "th": EndCell(); StartCell(attributes); break;
            case "br" or "p" or "div" when _inCell && _text.Length > 0: _text.Append('\n'); break;
        }
    }

    private void StartTable()
    {
        if (_inCell || _sheet is not null) throw Refusal.NestedTable();
        if (_sheets.Count == _budget.Limits.Sheets) throw Refusal.TooManyCells(_budget.Limits.Cells);
        _sheet = new SheetBuilder($"表{_sheets.Count + 1}", _budget);
        _row = 0;
        _below.Clear();
    }

    private void StartRow()
    {
        if (_sheet is null) return;
        (_row, _column, _inRow) = (_row + 1, 0, true);
    }

    private void StartCell(string attributes)
    {
        if (_sheet is null) return;
        if (!_inRow) StartRow();
        _text.Clear();
        (_inCell, _rowSpan, _columnSpan) = (true, Span(attributes, "rowspan"), Span(attributes, "colspan"));
    }

    private void EndCell()
    {
        if (!_inCell || _sheet is null) return;
        _inCell = false;
        while (_column < _below.Count && _below[_column] > 0) _column++;
        _sheet.Put(_column, Cell.OfText(WebUtility.HtmlDecode(_text.ToString()).Replace('\u00a0', ' ').Trim()));
        if (_rowSpan > 1 || _columnSpan > 1) _sheet.Merges.Add(new MergedRange(_row, _column, _row + _rowSpan - 1, _column + _columnSpan - 1));
        while (_below.Count < _column + _columnSpan) _below.Add(0);
        for (var i = 0; i < _columnSpan; i++) _below[_column + i] = _rowSpan;
        _column += _columnSpan;
        if (_column > 16_384) throw Refusal.TooManyCells(_budget.Limits.Cells);
    }

    private void EndRow()
    {
        EndCell();
        if (!_inRow || _sheet is null) return;
        for (var i = 0; i < _below.Count; i++) if (_below[i] > 0) _below[i]--;
        _sheet.EndRow(_row);
        _inRow = false;
    }

    /// <summary>Line breaks of the page source are blanks; breaks that the page shows come from tags.</summary>
    private void AddText(ReadOnlySpan<char> text)
    {
        if (_text.Length + text.Length > _budget.Limits.CellCharacters) throw Refusal.CellTooLong(_row, _budget.Limits.CellCharacters);
        foreach (var c in text) _text.Append(c is '\r' or '\n' or '\t' ? ' ' : c);
    }

    private int EndOfTag()
    {
        var quote = '\0';
        for (var i = _at + 1; i < _html.Length; i++)
        {
            var c = _html[i];
            if (quote != '\0') { if (c == quote) quote = '\0'; }
            else if (c is '"' or '\'') quote = c;
            else if (c == '>') return i;
        }
        throw Refusal.CutOff();
    }

    private void SkipTo(string mark)
    {
        var end = _html.IndexOf(mark, _at, StringComparison.OrdinalIgnoreCase);
        if (end < 0) throw Refusal.CutOff();
        _at = mark == "-->" ? end + mark.Length : end;
    }

    private static int Span(string attributes, string name)
    {
        var at = attributes.IndexOf(name, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return 1;
        var digits = new string([.. attributes.AsSpan(at + name.Length).TrimStart(" =\"'").ToString().TakeWhile(char.IsAsciiDigit)]);
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, 16_384) : 1;
    }
}
