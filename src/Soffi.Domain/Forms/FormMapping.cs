namespace Soffi.Domain.Forms;

/// <summary>What became of a code from one year to the next.</summary>
public enum MappingKind
{
    Renamed,
    Merged,
    Split,
    New,
    Gone,

    /// <summary>Same code, other meaning: told, and the series breaks.</summary>
    Redefined,
}

/// <summary>A code whose table, row or column may be any.</summary>
public sealed record CellPattern(string Table, string Row, string Column)
{
    public static CellPattern? TryParse(string text)
    {
        var parts = text.Split('.');
        return parts.Length == 3 && Array.TrueForAll(parts, p => p == "*" || (p.Length is > 0 and <= 16 && p.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c))))
            ? new CellPattern(parts[0], parts[1], parts[2])
            : null;
    }

    public bool Matches(CellCode code) =>
        (Table == "*" || Table == code.Table) && (Row == "*" || Row == code.Row) && (Column == "*" || Column == code.Column);

    /// <summary>The code of this pattern whose stars stand for what that code has there.</summary>
    public CellCode At(CellCode code) =>
        new(Table == "*" ? code.Table : Table, Row == "*" ? code.Row : Row, Column == "*" ? code.Column : Column);

    public override string ToString() => $"{Table}.{Row}.{Column}";
}

/// <param name="Was">Codes of last year; empty for a new one.</param>
/// <param name="Is">Codes of this year; empty for one that is gone.</param>
/// <param name="Note">The sentence that declarants and agents read.</param>
/// <param name="Breaks">Figures before and after cannot be compared as they are.</param>
public sealed record MappingLine(MappingKind Kind, IReadOnlyList<CellPattern> Was, IReadOnlyList<CellPattern> Is, string Note, bool Breaks)
{
    /// <summary>The codes of last year that this line gives to that code of this year, among those known.</summary>
    public bool Gives(CellCode last, CellCode now) => Was.Any(w => w.Matches(last)) && Is.Any(i => i.Matches(now) && i.At(last) == now);
}

/// <summary>From last year's codes to this year's. What is not named is the same.</summary>
/// <param name="From">Exercise of the form it comes from; 0 when nothing changed.</param>
public sealed record FormMapping(int From, IReadOnlyList<MappingLine> Lines)
{
    /// <summary>Every code is the same.</summary>
    public static FormMapping Same { get; } = new(0, []);

    /// <summary>No value of last year can stand there: the cell is new, or one part of a line that was split.</summary>
    public bool HasNoPast(CellCode code) => Lines.Any(l => l.Kind is MappingKind.New or MappingKind.Split && l.Is.Any(i => i.Matches(code)));

    /// <summary>Why figures of that code cannot be compared with last year's: the notes of the lines that break the series; none when they can.</summary>
    public IEnumerable<string> Breaks(CellCode code) => Lines.Where(l => l.Breaks && l.Is.Any(i => i.Matches(code))).Select(l => l.Note);

    /// <summary>The code this year of a code of last year, or null when it has none.</summary>
    public CellCode? Now(CellCode last)
    {
        foreach (var line in Lines)
        {
            if (line.Was.Any(w => w.Matches(last)))
            {
                return line.Kind is MappingKind.Renamed or MappingKind.Merged ? line.Is[0].At(last) : null;
            }
        }

        return HasNoPast(last) ? null : last;
    }

    /// <summary>Last year's values in this year's codes: renamed as such, merged summed, split, new and gone left out.</summary>
    public CellValues Translate(CellValues lastYear)
    {
        if (Lines.Count == 0)
        {
            return lastYear;
        }

        var sums = new Dictionary<CellCode, CellValue>();
        foreach (var (last, value) in lastYear)
        {
            if (Now(last) is { } code)
            {
                sums[code] = sums.TryGetValue(code, out var other) ? Merge(other, value) : value;
            }
        }

        return new CellValues(sums);
    }

    /// <summary>Two numbers are added; one alone stands; what cannot be read makes the sum so.</summary>
    private static CellValue Merge(CellValue a, CellValue b) =>
        a.Kind == CellKind.Unreadable || b.Kind == CellKind.Unreadable ? CellValue.Unreadable("total incalculable")
        : a.IsNumber && b.IsNumber ? CellValue.Of(a.Number + b.Number)
        : a.IsNumber ? a
        : b.IsNumber ? b
        : a;
}
