using Soffi.Domain.Statistics;

namespace Soffi.Domain.Charts;

/// <summary>How texts are written and how much room they take.</summary>
public static class ChartText
{
    /// <summary>Marianne is a little wider than the fonts that replace it: room is reckoned for the widest.</summary>
    private const decimal Widest = 1.08m;

    /// <summary>« 1 234,5 », with the narrow no-break space of the tables.</summary>
    public static string Number(decimal value, int decimals) => StatText.Number(value, decimals);

    /// <summary>« 1 234,5 (p) », or the sign alone where there is no number.</summary>
    public static string Of(ChartValue value, int decimals) => value.Number is { } number
        ? Number(number, decimals) + (value.Sign.Length > 0 ? "\u00A0" + value.Sign : "")
        : Sign(value);

    /// <summary>What stands for a figure that is not there; « n.d. » unless told otherwise.</summary>
    public static string Sign(ChartValue value) => value.Sign.Length > 0 ? value.Sign : "n.d.";

    /// <summary>« 1 234,5 M€ ».</summary>
    public static string WithUnit(decimal value, ChartUnit unit) => $"{Number(value, unit.Decimals)}\u00A0{unit.Label}";

    /// <summary>Approximate width, in the unit of <paramref name="size"/>.</summary>
    public static decimal Width(string text, decimal size, bool bold = false) =>
        text.Sum(Em) * size * Widest * (bold ? 1.07m : 1m);

    /// <summary>
    /// Cuts a text between its words into lines no longer than <paramref name="width"/>; beyond <paramref name="most"/>
    /// lines, or within a word too long for one, « … » stands for what is left out.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, decimal width, decimal size, int most, bool bold = false)
    {
        var lines = new List<string>();
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (lines.Count > 0 && Width(lines[^1] + " " + word, size, bold) <= width)
            {
                lines[^1] += " " + word;
            }
            else
            {
                lines.Add(word);
            }
        }

        if (lines.Count > most)
        {
            lines[most - 1] = string.Join(' ', lines.Skip(most - 1));
            lines.RemoveRange(most, lines.Count - most);
        }

        return lines.Count == 0 ? [""] : [.. lines.Select(l => Shorten(l, width, size, bold))];
    }

    /// <summary>Whether the text holds in so many lines without losing anything.</summary>
    public static bool Fits(string text, decimal width, decimal size, int most) =>
        string.Join(' ', Wrap(text, width, size, most)) == string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static string Shorten(string text, decimal width, decimal size, bool bold = false)
    {
        if (Width(text, size, bold) <= width)
        {
            return text;
        }

        var end = text.Length;
        while (end > 1 && Width(text[..end].TrimEnd() + "…", size, bold) > width)
        {
            end--;
        }

        return text[..end].TrimEnd() + "…";
    }

    /// <summary>Widths of the usual sans-serif fonts, in ems.</summary>
    private static decimal Em(char c) => c switch
    {
        'i' or 'j' or 'l' or '\'' or '’' or '|' or 'I' or 'ì' or 'î' or 'ï' => 0.25m,
        ' ' or '\u00A0' or '.' or ',' or ':' or ';' or '/' or '!' or 't' or 'f' => 0.28m,
        '\u202F' => 0.2m,
        'r' or '(' or ')' or '-' => 0.34m,
        'm' or 'w' or 'M' or 'W' or 'œ' or 'æ' or '%' or '…' or 'Œ' => 0.9m,
        '–' or '«' or '»' or '−' => 0.58m,
        'c' or 'k' or 's' or 'v' or 'x' or 'y' or 'z' or 'J' or 'ç' => 0.5m,
        _ when char.IsUpper(c) => 0.7m,
        _ => 0.56m,
    };
}
