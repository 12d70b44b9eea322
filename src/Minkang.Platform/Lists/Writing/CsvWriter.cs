using System.Text;

namespace Minkang.Platform.Lists;

/// <summary>Writes separated text. Fields that hold the separator, quotes or line breaks are quoted.</summary>
internal sealed class CsvWriter(Stream output, Encoding encoding, char separator) : IDisposable
{
    private readonly StreamWriter _writer = new(output, encoding, bufferSize: 65_536, leaveOpen: true) { NewLine = "\r\n" };

    /// <summary>Writes one record; plain fields (numbers) are not guarded against spreadsheets.</summary>
    public void WriteRecord(IEnumerable<(string Text, bool Plain)> fields)
    {
        var first = true;
        foreach (var (text, plain) in fields)
        {
            if (!first) _writer.Write(separator);
            first = false;
            WriteField(plain ? text : TextGuard.Add(text, separator));
        }
        _writer.WriteLine();
    }

    private void WriteField(string field)
    {
        if (field.AsSpan().IndexOfAny(['"', '\r', '\n', separator]) < 0) { _writer.Write(field); return; }
        _writer.Write('"');
        _writer.Write(field.Replace("\"", "\"\"", StringComparison.Ordinal));
        _writer.Write('"');
    }

    public void Dispose() => _writer.Dispose();
}
