using System.Buffers.Binary;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Lists;

/// <summary>
/// Finds the error values (#N/A, #REF! …) of an old workbook. The reading library shows such cells as blank, and a blank is a statement of its own;
/// so the records are looked through once for errors.
/// </summary>
internal sealed class XlsErrors
{
    private const int BoundSheet = 0x85, BeginOfPart = 0x809, FilePass = 0x2F, BoolErr = 0x205, Formula = 0x06;
    private readonly Dictionary<(int Sheet, int Row, int Column), string> _errors = [];

    private XlsErrors() { }

    /// <summary>The error text of a cell; sheet from 0, row from 1, column from 0. Null when the cell is no error.</summary>
    public string? At(int sheet, int row, int column) => _errors.GetValueOrDefault((sheet, row, column));

    public static XlsErrors Find(byte[] content)
    {
        var found = new XlsErrors();
        ReadOnlySpan<byte> stream = content.AsSpan().StartsWith(CompoundFile.Signature) ? CompoundFile.WorkbookStream(content) : content;
        if (stream.Length < 4 || BinaryPrimitives.ReadUInt16LittleEndian(stream) != BeginOfPart) throw Refusal.OtherFormat(T("很旧的 Excel 格式（4.0 或更早）"));
        var sheets = new Dictionary<int, int>();
        var sheet = -1;
        for (var at = 0; at + 4 <= stream.Length;)
        {
            var id = BinaryPrimitives.ReadUInt16LittleEndian(stream[at..]);
            var length = BinaryPrimitives.ReadUInt16LittleEndian(stream[(at + 2)..]);
            if (at + 4 + length > stream.Length) break; // the filling behind the last record
            var body = stream.Slice(at + 4, length);
            if (id == FilePass) throw Refusal.Encrypted();
            if (id == BoundSheet && length >= 6 && body[5] == 0) sheets[BinaryPrimitives.ReadInt32LittleEndian(body)] = sheets.Count;
            if (id == BeginOfPart && at > 0 && sheets.TryGetValue(at, out var index)) sheet = index;
            if (sheet >= 0 && ErrorOf(id, body) is { } error) found.Add(sheet, body, error);
            at += 4 + length;
        }
        return found;
    }

    private void Add(int sheet, ReadOnlySpan<byte> body, byte code) =>
        _errors[(sheet, BinaryPrimitives.ReadUInt16LittleEndian(body) + 1, BinaryPrimitives.ReadUInt16LittleEndian(body[2..]))] = code switch
        {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            _ => "#N/A",
        };

    private static byte? ErrorOf(int id, ReadOnlySpan<byte> body) =>
        id == BoolErr && body.Length >= 8 && body[7] == 1 ? body[6]
        : id == Formula && body.Length >= 14 && body[12] == 0xFF && body[13] == 0xFF && body[6] == 2 ? body[8]
        : null;
}
