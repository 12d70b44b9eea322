using System.Text;
using static Minkang.Platform.Ui.Text;

namespace Minkang.Platform.Lists;

/// <summary>Finds out how a text file is encoded. Decoding is strict: a byte that does not fit refuses the file, it never becomes a question mark.</summary>
internal static class TextEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16 = new(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16Big = new(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);

    /// <summary>GB18030, which holds GBK and GB2312.</summary>
    public static Encoding Gb18030 { get; } = MakeGb18030();

    /// <summary>The encodings that a person may choose, with the name that is shown.</summary>
    public static IReadOnlyDictionary<string, Encoding> Choices { get; } = new Dictionary<string, Encoding>(StringComparer.OrdinalIgnoreCase)
    {
        ["UTF-8"] = Utf8, [T("UTF-8（带标记）")] = Utf8WithMark, ["GB18030"] = Gb18030, ["UTF-16"] = Utf16, [T("UTF-16（大端）")] = Utf16Big,
    };

    public static string NameOf(Encoding encoding) => Choices.First(c => ReferenceEquals(c.Value, encoding)).Key;

    public static (string Text, Encoding Encoding) Decode(byte[] content, Encoding? chosen)
    {
        var (found, mark) = ByMark(content);
        var encoding = chosen ?? found ?? (HasZeroBytes(content) ? Zeroes(content) : Guess(content));
        var start = found is not null && (chosen is null || ReferenceEquals(chosen, found) || (ReferenceEquals(chosen, Utf8) && ReferenceEquals(found, Utf8WithMark))) ? mark : 0;
        try
        {
            return (encoding.GetString(content, start, content.Length - start), encoding);
        }
        catch (DecoderFallbackException e)
        {
            throw Refusal.BadEncoding(1 + content.AsSpan(0, Math.Clamp(start + e.Index, 0, content.Length)).Count((byte)'\n'));
        }
    }

    private static (Encoding? Encoding, int Length) ByMark(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? (Utf8WithMark, 3)
        : content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Utf16, 2)
        : content.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Utf16Big, 2)
        : (null, 0);

    private static bool HasZeroBytes(byte[] content) => content.AsSpan().Contains((byte)0);

    /// <summary>Text with zero bytes is UTF-16 without a mark when line ends stand there as such; otherwise it is no text.</summary>
    private static UnicodeEncoding Zeroes(byte[] content)
    {
        if (content.Length % 2 != 0) throw Refusal.Binary();
        int little = 0, big = 0, zeroWords = 0;
        for (var i = 0; i + 1 < content.Length; i += 2)
        {
            if (content[i] is (byte)'\n' or (byte)',' or (byte)'\t' && content[i + 1] == 0) little++;
            if (content[i] == 0 && content[i + 1] is (byte)'\n' or (byte)',' or (byte)'\t') big++;
            if (content[i] == 0 && content[i + 1] == 0) zeroWords++;
        }
        return zeroWords > 0 || (little < 2 && big < 2) ? throw Refusal.Binary() : little >= big ? Utf16 : Utf16Big;
    }

    /// <summary>UTF-8 when every byte fits. When nearly every one fits, the text is damaged UTF-8 and GB18030 would only make nonsense of it.</summary>
    private static Encoding Guess(byte[] content)
    {
        int good = 0, bad = 0;
        ReadOnlySpan<byte> rest = content;
        while (!rest.IsEmpty)
        {
            if (rest[0] < 0x80) { rest = rest[1..]; continue; }
            var status = Rune.DecodeFromUtf8(rest, out _, out var used);
            if (status == System.Buffers.OperationStatus.Done) good++; else bad++;
            rest = rest[used..];
        }
        return bad == 0 || good > 50 * bad ? Utf8 : Gb18030;
    }

    private static Encoding MakeGb18030()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
    }
}
