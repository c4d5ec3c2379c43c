using System.Buffers.Binary;
using System.Text;

namespace Soffi.Web.Infrastructure.Pdf;

/// <summary>
/// A TrueType font read far enough to measure text and to embed what a document uses of it (ISO/IEC 14496-22: tables cmap
/// format 4, head, hhea, hmtx, loca, glyf). Glyphs keep their numbers, so that a subset is the same font with the others empty.
/// </summary>
internal sealed class TrueTypeFont
{
    /// <summary>What an embedded font must hold (ISO 32000-1, 9.9), and the programs its glyphs call.</summary>
    private static readonly string[] Embedded = ["cvt ", "fpgm", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "prep"];

    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int At, int Length)> _tables = [];
    private readonly Dictionary<char, ushort> _glyphs = [];
    private readonly int _unitsPerEm;
    private readonly int _metrics;
    private readonly bool _longOffsets;

    public TrueTypeFont(byte[] bytes)
    {
        _bytes = bytes;
        for (var i = 0; i < Short(4); i++)
        {
            var entry = 12 + (16 * i);
            _tables[Encoding.ASCII.GetString(bytes, entry, 4)] = (Long(entry + 8), Long(entry + 12));
        }

        var head = At("head");
        _unitsPerEm = Short(head + 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => Scaled(Signed(head + 36 + (2 * i))))];
        _longOffsets = Short(head + 50) == 1;
        Ascent = Scaled(Signed(At("hhea") + 4));
        Descent = Scaled(Signed(At("hhea") + 6));
        _metrics = Short(At("hhea") + 34);
        ReadMap();
    }

    /// <summary>In thousandths of the size, as a PDF counts.</summary>
    public int Ascent { get; }

    public int Descent { get; }

    /// <summary>Left, bottom, right, top.</summary>
    public IReadOnlyList<int> Box { get; }

    /// <summary>Zero for a sign that the font does not have.</summary>
    public ushort Glyph(char sign) => _glyphs.GetValueOrDefault(sign);

    /// <summary>Advance of a glyph, in thousandths of the size.</summary>
    public int Width(ushort glyph) => Scaled(Short(At("hmtx") + (4 * Math.Min(glyph, _metrics - 1))));

    /// <summary>The same font with nothing in the glyphs that are not named. The same glyphs give the same bytes.</summary>
    public byte[] Subset(IEnumerable<ushort> used)
    {
        var kept = WithParts(used);
        var (outlines, offsets) = (new MemoryStream(), new MemoryStream());
        Span<byte> offset = stackalloc byte[4];
        for (var glyph = 0; glyph <= Count; glyph++)
        {
            BinaryPrimitives.WriteInt32BigEndian(offset, (int)outlines.Length);
            offsets.Write(offset);
            if (glyph < Count && kept.Contains((ushort)glyph))
            {
                outlines.Write(Outline((ushort)glyph));
                outlines.SetLength((outlines.Length + 3) / 4 * 4);
                outlines.Position = outlines.Length;
            }
        }

        var head = Table("head").ToArray();
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(8), 0); // Sum of the whole file: written once known.
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1); // Long offsets.
        return Assemble([.. Embedded.Where(_tables.ContainsKey).Select(name => (name, name switch
        {
            "glyf" => outlines.ToArray(),
            "loca" => offsets.ToArray(),
            "head" => head,
            _ => Table(name).ToArray(),
        }))]);
    }

    private int Count => Short(At("maxp") + 4);

    private static byte[] Assemble(IReadOnlyList<(string Name, byte[] Bytes)> tables)
    {
        var start = 12 + (16 * tables.Count);
        var file = new byte[start + tables.Sum(t => (t.Bytes.Length + 3) / 4 * 4)];
        var power = 1 << (int)Math.Log2(tables.Count);
        BinaryPrimitives.WriteInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(4), (short)tables.Count);
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(6), (short)(16 * power));
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(8), (short)Math.Log2(power));
        BinaryPrimitives.WriteInt16BigEndian(file.AsSpan(10), (short)(16 * (tables.Count - power)));
        var (entry, at, adjustment) = (12, start, 0);
        foreach (var (name, bytes) in tables)
        {
            bytes.CopyTo(file, at);
            Encoding.ASCII.GetBytes(name).CopyTo(file, entry);
            BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(entry + 4), Sum(file.AsSpan(at, (bytes.Length + 3) / 4 * 4)));
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(entry + 8), at);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(entry + 12), bytes.Length);
            adjustment = name == "head" ? at + 8 : adjustment;
            (entry, at) = (entry + 16, at + ((bytes.Length + 3) / 4 * 4));
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(adjustment), unchecked(0xB1B0AFBA - Sum(file)));
        return file;
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4)
        {
            sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]));
        }

        return sum;
    }

    /// <summary>Those glyphs, the one for unknown signs, and those that composite ones are made of.</summary>
    private HashSet<ushort> WithParts(IEnumerable<ushort> used)
    {
        var (kept, waiting) = (new HashSet<ushort>(), new Stack<ushort>(used.Append((ushort)0)));
        while (waiting.TryPop(out var glyph))
        {
            if (kept.Add(glyph))
            {
                Parts(Outline(glyph)).ForEach(waiting.Push);
            }
        }

        return kept;
    }

    private static List<ushort> Parts(ReadOnlySpan<byte> outline)
    {
        const int words = 0x0001, scale = 0x0008, more = 0x0020, two = 0x0040, four = 0x0080;
        var parts = new List<ushort>();
        if (outline.Length < 10 || BinaryPrimitives.ReadInt16BigEndian(outline) >= 0)
        {
            return parts;
        }

        for (var (at, flags) = (10, more); (flags & more) != 0;)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
            parts.Add(BinaryPrimitives.ReadUInt16BigEndian(outline[(at + 2)..]));
            at += 4 + ((flags & words) != 0 ? 4 : 2) + ((flags & scale) != 0 ? 2 : (flags & two) != 0 ? 4 : (flags & four) != 0 ? 8 : 0);
        }

        return parts;
    }

    private ReadOnlySpan<byte> Outline(ushort glyph)
    {
        var (from, to) = (Offset(glyph), Offset(glyph + 1));
        return _bytes.AsSpan(At("glyf") + from, to - from);
    }

    private int Offset(int glyph) => _longOffsets ? Long(At("loca") + (4 * glyph)) : 2 * Short(At("loca") + (2 * glyph));

    private void ReadMap()
    {
        var cmap = At("cmap");
        for (var i = 0; i < Short(cmap + 2); i++)
        {
            var (platform, encoding, map) = (Short(cmap + 4 + (8 * i)), Short(cmap + 6 + (8 * i)), cmap + Long(cmap + 8 + (8 * i)));
            if (platform == 3 && encoding == 1 && Short(map) == 4)
            {
                ReadSegments(map);
            }
        }
    }

    private void ReadSegments(int map)
    {
        var twice = Short(map + 6);
        for (var i = 0; i < twice; i += 2)
        {
            var (end, start) = (Short(map + 14 + i), Short(map + 16 + twice + i));
            var (delta, rangeAt) = (Short(map + 16 + (2 * twice) + i), map + 16 + (3 * twice) + i);
            for (var code = start; code <= end && code < 0xFFFF; code++)
            {
                var range = Short(rangeAt);
                var glyph = range == 0 ? code : Short(rangeAt + range + (2 * (code - start)));
                _glyphs[(char)code] = (ushort)(range == 0 || glyph != 0 ? glyph + delta : 0);
            }
        }
    }

    private int At(string table) => _tables[table].At;

    private ReadOnlySpan<byte> Table(string name) => _bytes.AsSpan(_tables[name].At, _tables[name].Length);

    private int Scaled(int units) => (int)Math.Round(units * 1000m / _unitsPerEm, MidpointRounding.AwayFromZero);

    private int Short(int at) => BinaryPrimitives.ReadUInt16BigEndian(_bytes.AsSpan(at));

    private int Signed(int at) => BinaryPrimitives.ReadInt16BigEndian(_bytes.AsSpan(at));

    private int Long(int at) => BinaryPrimitives.ReadInt32BigEndian(_bytes.AsSpan(at));
}
