using System.Globalization;
using System.Text.RegularExpressions;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Statistics;

/// <summary>
/// Reads published series from a file « serie;titre;unite;source;annee;valeur », with « licence;base;mois;dimension;membre;libelle;statut »
/// where they are of use. One line is one value; what is said of a series is said alike on each of its lines.
/// </summary>
public static partial class SeriesCsv
{
    /// <summary>Most lines of a file.</summary>
    public const int MostLines = 5_000;

    /// <summary>Years accepted.</summary>
    public const int FirstYear = 1970;

    public const int LastYear = 2100;

    /// <summary>The headings, those that must be there first.</summary>
    public const string Headings = "serie;titre;unite;source;annee;valeur;licence;base;mois;dimension;membre;libelle;statut";

    private static readonly string[] Required = ["serie", "titre", "unite", "source", "annee", "valeur"];
    private static readonly string[] Optional = ["licence", "base", "mois", "dimension", "membre", "libelle", "statut"];
    private static readonly FormCell Number = new(new CellCode("S", "V", "V"), CellType.Decimal, "", "", true, false, false, false, null, null);

    /// <summary>All the series of the file, or none and every fault with its line.</summary>
    /// <param name="known">The members of a dimension of the forms, by code; null for a dimension that they do not have.</param>
    public static (IReadOnlyList<SeriesEntry> Entries, IReadOnlyList<CsvFault> Faults) Read(byte[] bytes, Func<string, IReadOnlyList<StatMember>?> known)
    {
        var faults = new List<CsvFault>();
        if (CsvTable.Read(bytes, Required, Optional, MostLines, faults) is not { } table)
        {
            return ([], faults);
        }

        if (table.Lines.Count == 0 && faults.Count == 0)
        {
            faults.Add(new CsvFault(0, "Ce fichier n’a que sa première ligne\u00a0: ajoutez une valeur par ligne."));
        }

        var read = table.Lines.Select(l => new Line(l, table, faults, known)).ToList();
        var entries = read.Where(l => l.Code.Length > 0).GroupBy(l => l.Code).Select(g => Entry([.. g], faults)).ToList();
        return faults.Count == 0 ? (entries, []) : ([], [.. faults.OrderBy(f => f.Line)]);
    }

    private static SeriesEntry Entry(IReadOnlyList<Line> lines, List<CsvFault> faults)
    {
        var first = lines[0];
        var seen = new Dictionary<(int, int, string), int>();
        var members = new List<string>();
        foreach (var line in lines)
        {
            if (line.About != first.About)
            {
                faults.Add(new CsvFault(line.Number, $"titre, unité, source, licence, base et dimension de la série {first.Code} doivent être ceux de la ligne {first.Number}."));
            }

            if ((line.Month > 0) != (first.Month > 0))
            {
                faults.Add(new CsvFault(line.Number, $"la série {first.Code} mélange des mois et des années entières\u00a0: faites-en deux séries."));
            }

            if (!seen.TryAdd((line.Year, line.Month, line.Member), line.Number))
            {
                faults.Add(new CsvFault(line.Number, $"cette valeur est déjà donnée à la ligne {seen[(line.Year, line.Month, line.Member)]}."));
            }

            if (!members.Contains(line.Member))
            {
                members.Add(line.Member);
            }
        }

        var (title, unit, source, licence, basis, dimension) = first.About;
        return new SeriesEntry(
            first.Code, title, unit, source, licence, basis, dimension,
            [.. lines.Select(l => new SeriesPoint(l.Year, l.Month, l.Member, l.Label, members.IndexOf(l.Member) + 1, l.Value, l.Status == "p", l.Status == "r"))]);
    }

    [GeneratedRegex("^[A-Z][A-Z0-9-]{1,39}$")]
    private static partial Regex CodeShape();

    [GeneratedRegex("^[a-z]{2,40}$")]
    private static partial Regex DimensionShape();

    [GeneratedRegex("^[A-Z0-9]{1,40}$")]
    private static partial Regex MemberShape();

    /// <summary>One line, read with its faults.</summary>
    private sealed class Line
    {
        private readonly CsvLine _line;
        private readonly CsvTable _table;
        private readonly List<CsvFault> _faults;

        public Line(CsvLine line, CsvTable table, List<CsvFault> faults, Func<string, IReadOnlyList<StatMember>?> known)
        {
            (_line, _table, _faults) = (line, table, faults);
            Code = Field("serie").ToUpperInvariant();
            Check(CodeShape().IsMatch(Code), $"le code «\u00a0{CsvLines.Shown(Code)}\u00a0» de la série ne porte que majuscules, chiffres et tirets, une lettre d’abord\u00a0: par exemple COLLECTE-OPCA.");
            About = (
                Text("titre", PublishedSeries.LongestTitle, true), Text("unite", PublishedSeries.LongestUnit, true), Text("source", PublishedSeries.LongestText, true),
                Text("licence", PublishedSeries.LongestText, false), Text("base", PublishedSeries.LongestText, false), Field("dimension").ToLowerInvariant());
            Year = Whole("annee", FirstYear, LastYear, "une année, par exemple 2016");
            Month = Field("mois").Length == 0 ? 0 : Whole("mois", 1, 12, "un mois de 1 à 12, ou rien pour l’année entière");
            (Member, Label) = ReadMember(known);
            Status = Field("statut").Trim('(', ')').ToLowerInvariant();
            Check(Status is "" or "p" or "r", "le statut est «\u00a0p\u00a0» (provisoire), «\u00a0r\u00a0» (révisé), ou rien.");
            var value = CellReader.Read(SeriesCsv.Number, Field("valeur"));
            Check(value.IsNumber, CellReader.Reason(SeriesCsv.Number, Field("valeur")) ?? "la valeur manque\u00a0: écrivez un nombre, par exemple 1 234,56.");
            Value = value.IsNumber ? value.Number : 0;
        }

        public int Number => _line.Number;

        public string Code { get; }

        public (string Title, string Unit, string Source, string Licence, string Basis, string Dimension) About { get; }

        public int Year { get; }

        public int Month { get; }

        public string Member { get; }

        public string Label { get; }

        public string Status { get; }

        public decimal Value { get; }

        private (string Member, string Label) ReadMember(Func<string, IReadOnlyList<StatMember>?> known)
        {
            var (dimension, member, label) = (About.Dimension, Field("membre").ToUpperInvariant(), Text("libelle", SeriesValue.LongestLabel, false));
            if (dimension.Length == 0)
            {
                Check(member.Length == 0, "le membre n’a pas de dimension\u00a0: dites de quoi il est une modalité, par exemple «\u00a0financeur\u00a0».");
                return ("", "");
            }

            if (!DimensionShape().IsMatch(dimension) || dimension is StatDimensions.Operator or StatDimensions.Type or StatDimensions.Exercise or StatDimensions.Measure or StatSeries.Months)
            {
                Fault($"la dimension «\u00a0{CsvLines.Shown(dimension)}\u00a0» ne convient pas\u00a0: un mot en minuscules sans accent, par exemple «\u00a0financeur\u00a0».");
                return (member, label);
            }

            var members = dimension == StatDimensions.Region ? [.. Region.All.Select(r => new StatMember(r.Code, r.Name))] : known(dimension);
            Check(MemberShape().IsMatch(member), "le membre manque, ou porte autre chose que majuscules et chiffres.");
            if (members is not null && members.FirstOrDefault(m => m.Code == member) is var found)
            {
                Check(found is not null, $"«\u00a0{CsvLines.Shown(member)}\u00a0» n’est pas une modalité de «\u00a0{dimension}\u00a0»\u00a0: {string.Join(", ", members.Take(10).Select(m => m.Code))}{(members.Count > 10 ? "…" : "")}.");
                return (member, found?.Label ?? "");
            }

            return (member, label.Length > 0 ? label : member);
        }

        private string Field(string name) => _table.Field(_line, name);

        private string Text(string name, int longest, bool required)
        {
            var text = Field(name);
            Check(text.Length > 0 || !required, $"«\u00a0{name}\u00a0» manque.");
            Check(text.Length <= longest, $"«\u00a0{name}\u00a0» ne peut pas dépasser {longest}\u00a0caractères.");
            Check(text.Length == 0 || text[0] is not ('=' or '+' or '-' or '@'), $"«\u00a0{name}\u00a0» commence par un signe qu’un tableur calculerait\u00a0: commencez par un mot.");
            Check(!text.Any(char.IsControl), $"«\u00a0{name}\u00a0» contient un caractère invisible\u00a0: écrivez-le à nouveau.");
            return text;
        }

        private int Whole(string name, int least, int most, string expected)
        {
            var good = int.TryParse(Field(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;
            Check(good, $"«\u00a0{CsvLines.Shown(Field(name))}\u00a0» n’est pas {expected}.");
            return good ? number : 0;
        }

        private void Check(bool good, string message)
        {
            if (!good)
            {
                Fault(char.ToLowerInvariant(message[0]) + message[1..]);
            }
        }

        private void Fault(string message) => _faults.Add(new CsvFault(_line.Number, message));
    }
}
