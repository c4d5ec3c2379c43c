using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace Soffi.Domain.Forms;

/// <summary>
/// The permanent code of a cell, <c>TABLE.ROW.COLUMN</c>, e.g. <c>B2.010.ALT</c>. Never reused; labels may change,
/// a changed meaning is a new code. Entry, statistics, audit, Excel, errors and URLs all speak it.
/// </summary>
/// <param name="Table">Starts with a letter: « B2 », « C2M ».</param>
/// <param name="Row">Letters and digits: « 010 », « APP ».</param>
/// <param name="Column">Letters and digits: « ALT », « TOT ».</param>
public readonly partial record struct CellCode(string Table, string Row, string Column) : IComparable<CellCode>
{
    public override string ToString() => $"{Table}.{Row}.{Column}";

    /// <summary>Codes are few and short and come from forms: a plain hash is a third of the cost of the usual one.</summary>
    public override int GetHashCode()
    {
        var hash = Mix(2_166_136_261u, Table);
        hash = Mix(hash, Row);
        return (int)Mix(hash, Column);
    }

    private static uint Mix(uint hash, string? part)
    {
        foreach (var letter in part ?? "")
        {
            hash = (hash ^ letter) * 16_777_619u;
        }

        return (hash ^ '.') * 16_777_619u;
    }

    public static CellCode Parse(string text) =>
        TryParse(text, out var code) ? code : throw new FormatException($"Code de cellule mal formé : « {text} ».");

    public static bool TryParse([NotNullWhen(true)] string? text, out CellCode code)
    {
        if (text is not null && Pattern().IsMatch(text))
        {
            var parts = text.Split('.');
            code = new CellCode(parts[0], parts[1], parts[2]);
            return true;
        }

        code = default;
        return false;
    }

    public int CompareTo(CellCode other) => string.CompareOrdinal(ToString(), other.ToString());

    [GeneratedRegex(@"\A[A-Z][A-Z0-9]{0,15}\.[A-Z0-9]{1,16}\.[A-Z0-9]{1,16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
