using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>
/// The objects of a PDF file (ISO 32000-1, 7.5), written without compression: the same objects give the same bytes whatever the
/// version of the program that compresses.
/// </summary>
internal sealed class PdfObjects
{
    private readonly List<byte[]?> _objects = [];

    /// <summary>A number for an object to be written later.</summary>
    public int Reserve()
    {
        _objects.Add(null);
        return _objects.Count;
    }

    public int Add(string text)
    {
        var number = Reserve();
        Set(number, text);
        return number;
    }

    public void Set(int number, string text) => _objects[number - 1] = Encoding.Latin1.GetBytes(text);

    /// <param name="entries">Of the dictionary, besides the length.</param>
    public int AddStream(byte[] content, string entries = "")
    {
        var number = Reserve();
        _objects[number - 1] =
        [
            .. Encoding.Latin1.GetBytes(string.Create(CultureInfo.InvariantCulture, $"<<{entries} /Length {content.Length}>>\nstream\n")),
            .. content, .. "\nendstream"u8,
        ];
        return number;
    }

    /// <summary>A text, as a PDF string: UTF-16 in hexadecimal.</summary>
    public static string Text(string text) => $"<FEFF{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(text))}>";

    /// <summary>The file. Its identifier is the hash of what it holds.</summary>
    public byte[] ToBytes(int catalog, int information)
    {
        using var file = new MemoryStream();
        file.Write("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n"u8);
        var places = new List<long>();
        for (var i = 0; i < _objects.Count; i++)
        {
            places.Add(file.Position);
            Write(file, $"{i + 1} 0 obj\n");
            file.Write(_objects[i] ?? throw new InvalidOperationException($"Object {i + 1} was reserved and never written."));
            file.Write("\nendobj\n"u8);
        }

        var identifier = Convert.ToHexString(SHA256.HashData(file.ToArray()))[..32];
        var start = file.Position;
        Write(file, $"xref\n0 {_objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places)
        {
            Write(file, $"{place:D10} 00000 n \n");
        }

        Write(file, $"trailer\n<</Size {_objects.Count + 1} /Root {catalog} 0 R /Info {information} 0 R /ID [<{identifier}> <{identifier}>]>>\nstartxref\n{start}\n%%EOF\n");
        return file.ToArray();
    }

    private static void Write(MemoryStream file, FormattableString text) =>
        file.Write(Encoding.Latin1.GetBytes(text.ToString(CultureInfo.InvariantCulture)));
}
