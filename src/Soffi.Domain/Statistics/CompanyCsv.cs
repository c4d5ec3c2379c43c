using System.Numerics;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Statistics;

/// <summary>What a list of companies says.</summary>
/// <param name="Operators">Distinct companies of each body, by code.</param>
/// <param name="Companies">Distinct companies.</param>
/// <param name="Duplicates">Companies under several bodies.</param>
/// <param name="Overlaps">The first of them, by SIREN.</param>
public sealed record CompanyReading(
    IReadOnlyDictionary<string, int> Operators, int Companies, int Duplicates, IReadOnlyList<(string Siren, IReadOnlyList<string> Operators)> Overlaps);

/// <summary>Reads « operateur;siren » and finds the companies that several bodies declare (X05).</summary>
public static class CompanyCsv
{
    /// <summary>Most lines of a list.</summary>
    public const int MostLines = 1_000_000;

    /// <summary>Most companies kept and shown; all are counted.</summary>
    public const int MostOverlaps = 2_000;

    /// <summary>Beyond, the file is not what it should be: no need to say more.</summary>
    public const int MostFaults = 100;

    private static readonly string[] Columns = ["operateur", "siren"];
    private static readonly FormCell Siren = new(new CellCode("R", "V", "V"), CellType.Siren, "", "", false, false, false, false, null, null);

    /// <param name="operators">Codes of the bodies that may stand in the list, 64 at most.</param>
    public static (CompanyReading? Reading, IReadOnlyList<CsvFault> Faults) Read(byte[] bytes, IReadOnlyList<string> operators)
    {
        if (CsvLines.Read(bytes, out var unreadable) is not { } csv)
        {
            return (null, [unreadable!]);
        }

        var faults = new List<CsvFault>();
        var columns = csv.Headings(Columns, [], faults);
        if (faults.Count > 0)
        {
            return (null, faults);
        }

        var ranks = operators.Index().ToDictionary(o => o.Item, o => o.Index, StringComparer.OrdinalIgnoreCase);
        var companies = new Dictionary<int, ulong>();
        var lines = 0;
        foreach (var line in csv.Lines(columns.Count, faults))
        {
            if (++lines > MostLines)
            {
                return (null, [new CsvFault(0, $"Cette liste a plus de {StatText.Number(MostLines, 0)}\u00a0lignes\u00a0: retirez les entreprises de moins de 250 salariés.")]);
            }

            Add(line, columns, ranks, companies, faults);
            if (faults.Count > MostFaults)
            {
                break;
            }
        }

        if (lines == 0 && faults.Count == 0)
        {
            faults.Add(new CsvFault(0, "Cette liste n’a que sa première ligne\u00a0: ajoutez une entreprise par ligne."));
        }

        return faults.Count > 0 ? (null, [.. faults.OrderBy(f => f.Line)]) : (Sum(companies, operators), []);
    }

    private static void Add(
        CsvLine line, IReadOnlyDictionary<string, int> columns, Dictionary<string, int> ranks, Dictionary<int, ulong> companies, List<CsvFault> faults)
    {
        var (code, typed) = (line.Fields[columns["operateur"]], line.Fields[columns["siren"]]);
        if (!ranks.TryGetValue(code, out var rank))
        {
            faults.Add(new CsvFault(line.Number, $"«\u00a0{CsvLines.Shown(code)}\u00a0» n’est pas le code d’un OPCO de Soffi."));
            return;
        }

        var siren = CellReader.Read(Siren, typed);
        if (siren.Kind != CellKind.Text)
        {
            faults.Add(new CsvFault(line.Number, CellReader.Reason(Siren, typed) ?? "le numéro SIREN manque."));
            return;
        }

        var number = int.Parse(siren.Text!, System.Globalization.CultureInfo.InvariantCulture);
        companies[number] = companies.GetValueOrDefault(number) | (1UL << rank);
    }

    private static CompanyReading Sum(Dictionary<int, ulong> companies, IReadOnlyList<string> operators)
    {
        IReadOnlyList<string> Names(ulong mask) => [.. operators.Where((_, i) => (mask & (1UL << i)) != 0)];
        var twice = companies.Where(c => BitOperations.PopCount(c.Value) > 1).OrderBy(c => c.Key).ToList();
        var each = operators.Index().Select(o => (o.Item, Count: companies.Values.Count(mask => (mask & (1UL << o.Index)) != 0)));
        return new CompanyReading(
            each.Where(o => o.Count > 0).ToDictionary(o => o.Item, o => o.Count), companies.Count, twice.Count,
            [.. twice.Take(MostOverlaps).Select(c => (c.Key.ToString("D9", System.Globalization.CultureInfo.InvariantCulture), Names(c.Value)))]);
    }
}
