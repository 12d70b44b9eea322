using System.Text;

namespace Minkang.Samples.Writing;

/// <summary>A CSV file with CRLF line ends, as spreadsheets and department systems write it.</summary>
internal sealed class CsvFile : RowWriter, IDisposable
{
    private readonly StreamWriter _out;
    private readonly int _width;

    /// <param name="path">Where to write; an existing file is replaced.</param>
    /// <param name="encoding">With or without byte order mark as the encoding says.</param>
    /// <param name="width">Every record is filled up to this number of fields.</param>
    public CsvFile(string path, Encoding encoding, int width)
    {
        _out = new StreamWriter(path, append: false, encoding, 1 << 16) { NewLine = "\r\n" };
        _width = width;
    }

    /// <summary>GBK with the characters beyond it in four bytes, so that nothing is lost by writing.</summary>
    public static Encoding Gbk
    {
        get
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return Encoding.GetEncoding("GB18030");
        }
    }

    public override void Write(IReadOnlyList<Cell> cells, RowLook look = RowLook.Data)
    {
        for (var i = 0; i < Math.Max(_width, cells.Count); i++)
        {
            if (i > 0) _out.Write(',');
            if (i < cells.Count) _out.Write(Quoted(cells[i].Plain));
        }
        _out.WriteLine();
        NextRow++;
    }

    public override void Skip() => Write([]);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public void Dispose() => _out.Dispose();
}
