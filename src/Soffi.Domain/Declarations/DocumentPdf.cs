using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Soffi.Domain.Declarations;

/// <summary>What must be known of a PDF (ISO 32000): whole, not encrypted, and how many pages.</summary>
internal static partial class DocumentPdf
{
    /// <summary>Compressed objects are opened to count pages up to that much, in bytes; beyond, pages are not counted.</summary>
    private const int MostInflated = 64 * 1024 * 1024;

    /// <summary>Where the end mark stands, counted from the end (annex H of the norm says 1,024 bytes; some tools add a signature).</summary>
    private const int Tail = 4096;

    public static DocumentInspection Inspect(Stream content)
    {
        var bytes = new byte[content.Length];
        content.ReadExactly(bytes);
        var end = bytes.AsSpan(Math.Max(0, bytes.Length - Tail));
        if (end.LastIndexOf("%%EOF"u8) < 0)
        {
            return DocumentInspection.Refused("Ce PDF est incomplet ou abîmé\u00a0: enregistrez-le de nouveau puis joignez-le.");
        }

        // One byte, one character: offsets in the text are offsets in the file.
        var text = Encoding.Latin1.GetString(bytes);

        // The trailer, the only place where encryption is said, is never compressed nor encrypted (7.5.5, 7.5.8).
        if (Encryption().IsMatch(text))
        {
            return DocumentInspection.Refused("Ce PDF est protégé par un mot de passe ou chiffré\u00a0: enregistrez-le sans protection puis joignez-le.");
        }

        return DocumentInspection.Accepted(FileFormat.Pdf, CountPages(bytes, text));
    }

    /// <summary>Objects that are pages, each number once: an updated PDF holds several versions of the same one.</summary>
    private static int? CountPages(byte[] bytes, string text)
    {
        var pages = new HashSet<int>();
        var inflated = 0;
        var end = 0;
        for (var head = ObjectHead().Match(text); head.Success; head = ObjectHead().Match(text, end))
        {
            // From the end of one object to the next head: each byte is read once, however the file was made.
            var start = head.Index + head.Length;
            end = text.IndexOf("endobj", start, StringComparison.Ordinal);
            end = end < 0 ? text.Length : end;
            var stream = text.IndexOf("stream", start, end - start, StringComparison.Ordinal);
            var dictionary = text.AsSpan(start, (stream < 0 ? end : stream) - start);
            if (stream < 0 && Page().IsMatch(dictionary))
            {
                pages.Add(int.Parse(head.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture));
            }
            else if (stream >= 0 && ObjectStream().IsMatch(dictionary) && !AddCompressed(bytes, dictionary.ToString(), stream, end, pages, ref inflated))
            {
                return null;
            }
        }

        return pages.Count == 0 ? null : pages.Count;
    }

    /// <summary>Looks in a stream of compressed objects (7.5.7): a heading of pairs « number, offset », then the objects.</summary>
    /// <returns>False when it cannot be read: the count would be wrong.</returns>
    private static bool AddCompressed(byte[] bytes, string dictionary, int stream, int end, HashSet<int> pages, ref int inflated)
    {
        var (count, first) = (CountEntry().Match(dictionary), FirstEntry().Match(dictionary));
        if (!dictionary.Contains("/FlateDecode", StringComparison.Ordinal) || dictionary.Contains("/DecodeParms", StringComparison.Ordinal)
            || !Number(count, out var objects) || !Number(first, out var offset))
        {
            return false;
        }

        var from = stream + "stream".Length;
        from += bytes.AsSpan(from).StartsWith("\r\n"u8) ? 2 : 1;
        if (from >= end || Inflate(bytes, from, end - from, MostInflated - inflated) is not { } opened || offset > opened.Length)
        {
            return false;
        }

        inflated += opened.Length;
        var heading = opened[..offset].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (objects > heading.Length / 2)
        {
            return false;
        }

        for (var i = 0; i < objects; i++)
        {
            var next = i + 1 < objects ? heading[(2 * i) + 3] : null;
            if (!int.TryParse(heading[2 * i], out var number) || !int.TryParse(heading[(2 * i) + 1], out var begins)
                || !int.TryParse(next ?? (opened.Length - offset).ToString(System.Globalization.CultureInfo.InvariantCulture), out var ends)
                || begins < 0 || ends < begins || offset + ends > opened.Length)
            {
                return false;
            }

            if (Page().IsMatch(opened.AsSpan(offset + begins, ends - begins)))
            {
                pages.Add(number);
            }
        }

        return true;
    }

    private static string? Inflate(byte[] bytes, int from, int length, int most)
    {
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(bytes, from, length), CompressionMode.Decompress);
            var opened = new MemoryStream();
            var buffer = new byte[81920];
            for (int read; (read = zlib.Read(buffer)) > 0;)
            {
                if (opened.Length + read > most)
                {
                    return null;
                }

                opened.Write(buffer, 0, read);
            }

            return Encoding.Latin1.GetString(opened.GetBuffer(), 0, (int)opened.Length);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static bool Number(Match match, out int number)
    {
        number = 0;
        return match.Success && int.TryParse(match.Groups[1].ValueSpan, out number);
    }

    [GeneratedRegex(@"/Encrypt\s*(?:\d+\s+\d+\s+R\b|<<)", RegexOptions.CultureInvariant)]
    private static partial Regex Encryption();

    [GeneratedRegex(@"\b(\d{1,9})\s+\d{1,5}\s+obj\b", RegexOptions.CultureInvariant)]
    private static partial Regex ObjectHead();

    [GeneratedRegex(@"/Type\s*/Page(?![A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Page();

    [GeneratedRegex(@"/Type\s*/ObjStm\b", RegexOptions.CultureInvariant)]
    private static partial Regex ObjectStream();

    [GeneratedRegex(@"/N\s+(\d{1,7})\b", RegexOptions.CultureInvariant)]
    private static partial Regex CountEntry();

    [GeneratedRegex(@"/First\s+(\d{1,9})\b", RegexOptions.CultureInvariant)]
    private static partial Regex FirstEntry();
}
