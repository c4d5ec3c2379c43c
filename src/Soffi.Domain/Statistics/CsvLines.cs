using System.Text;

namespace Soffi.Domain.Statistics;

/// <param name="Number">In the file, from 1.</param>
public sealed record CsvLine(int Number, IReadOnlyList<string> Fields);

/// <summary>What is wrong in a file somebody sends.</summary>
/// <param name="Line">From 1; 0 when the whole file is meant.</param>
/// <param name="Message">French sentence that says what to write.</param>
public sealed record CsvFault(int Line, string Message)
{
    public override string ToString() => Line == 0 ? Message : $"Ligne {Line}\u00a0: {Message}";
}

/// <summary>
/// Reads a CSV as French spreadsheets write it: semicolons, quotes doubled inside quotes, UTF-8 or Windows-1252, a first line of
/// headings. A field does not go over several lines.
/// </summary>
public sealed class CsvLines
{
    private readonly string[] _lines;

    private CsvLines(string text) => _lines = text.ReplaceLineEndings("\n").Split('\n');

    /// <summary>Null with the fault when the bytes are not a text.</summary>
    public static CsvLines? Read(byte[] bytes, out CsvFault? fault)
    {
        var text = Decode(bytes);
        fault = bytes.Length == 0 || text?.Trim().Length == 0 ? new CsvFault(0, "Ce fichier est vide.")
            : text is null ? new CsvFault(0, "Ce fichier n’est pas un CSV\u00a0: enregistrez votre tableau au format « CSV (séparateur point-virgule) ».")
            : null;
        return fault is null ? new CsvLines(text!) : null;
    }

    /// <summary>Where each column stands; one fault per column missing, unknown or written twice.</summary>
    public IReadOnlyDictionary<string, int> Headings(IReadOnlyList<string> required, IReadOnlyList<string> optional, List<CsvFault> faults)
    {
        var headings = Fields(_lines[0])?.Select(h => h.Trim().ToLowerInvariant()).ToList() ?? [];
        faults.AddRange(required.Where(r => !headings.Contains(r)).Select(r => new CsvFault(
            1, $"la colonne «\u00a0{r}\u00a0» manque. Première ligne attendue\u00a0: {string.Join(';', required.Concat(optional))}.")));
        faults.AddRange(headings.Where(h => !required.Contains(h) && !optional.Contains(h)).Select(h => new CsvFault(
            1, $"la colonne «\u00a0{Shown(h)}\u00a0» est inconnue. Colonnes admises\u00a0: {string.Join(';', required.Concat(optional))}.")));
        faults.AddRange(headings.GroupBy(h => h).Where(g => g.Count() > 1).Select(g => new CsvFault(1, $"la colonne «\u00a0{Shown(g.Key)}\u00a0» est écrite deux fois.")));
        return headings.Index().DistinctBy(h => h.Item).ToDictionary(h => h.Item, h => h.Index);
    }

    /// <summary>The lines after the headings, empty ones passed over; one without the right number of fields is a fault.</summary>
    public IEnumerable<CsvLine> Lines(int fields, List<CsvFault> faults)
    {
        for (var i = 1; i < _lines.Length; i++)
        {
            if (_lines[i].AsSpan().Trim().Trim(';').Length == 0)
            {
                continue;
            }

            if (Fields(_lines[i]) is not { } read)
            {
                faults.Add(new CsvFault(i + 1, "un guillemet n’est pas fermé."));
            }
            else if (read.Count != fields)
            {
                faults.Add(new CsvFault(i + 1, $"{read.Count} champs au lieu de {fields}\u00a0: séparez-les par des points-virgules, et entourez de guillemets un texte qui en contient."));
            }
            else
            {
                yield return new CsvLine(i + 1, read);
            }
        }
    }

    /// <summary>At most forty characters of what was typed, for a message.</summary>
    internal static string Shown(string typed) => typed.Length <= 40 ? typed : typed[..40] + "…";

    private static List<string>? Fields(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (quoted && c == '"' && i + 1 < line.Length && line[i + 1] == '"')
            {
                field.Append('"');
                i++;
            }
            else if (c == '"' && (quoted || field.ToString().Trim().Length == 0))
            {
                quoted = !quoted;
            }
            else if (c == ';' && !quoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString().Trim());
        return quoted ? null : fields;
    }

    private static string? Decode(byte[] bytes)
    {
        if (bytes.Any(b => b < 0x20 && b is not (0x09 or 0x0A or 0x0D)))
        {
            return null;
        }

        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }
}
