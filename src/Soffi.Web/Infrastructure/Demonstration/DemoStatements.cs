using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Web.Infrastructure.Demonstration;

/// <summary>
/// Fictitious ESF of the eleven OPCO, exercises 2021 to 2025, coherent with each other and from year to year, without a
/// blocking finding. One figure is real: table C2M, column M26, summed over the OPCO gives the published national series
/// (<see cref="PublishedSeries"/>). Every statement says that it is fictitious in its name.
/// </summary>
public static class DemoStatements
{
    private static readonly Lazy<CellValues> Example = new(() => GoldenExample.Read("2025.OPCO"));

    /// <summary>Exercises that can be built, oldest first.</summary>
    public static IReadOnlyList<int> Exercises { get; } = [2021, 2022, 2023, 2024, 2025];

    // What an operator finishing its statement in May has not typed yet.
    private static readonly string[] LeftCells =
    [
        "ID.CACDATE.VAL", "ID.APPROB.VAL", "B5.005.VAL", "B5.011.VAL", "B5.041.VAL", "B5.042.VAL", "B6.112.VOL", "B6T.030.TOT", "C2.050.T", "C2.060.T",
    ];

    /// <summary>The input cells of a whole statement.</summary>
    /// <param name="form">OPCO form of that exercise.</param>
    /// <param name="operatorCode">One of <see cref="DemoOpco.All"/>.</param>
    /// <param name="exercise">2021 to 2025, that of the form.</param>
    /// <param name="previousSubmitted">All values of last year's submission, computed ones included; empty for a first statement.</param>
    public static CellValues Build(FormDefinition form, string operatorCode, int exercise, CellValues previousSubmitted)
    {
        if (form.Header.Exercise != exercise)
        {
            throw new ArgumentException($"The form is that of {form.Header.Exercise}, not of {exercise}.", nameof(form));
        }

        var opco = DemoOpco.Find(operatorCode);
        var weights = opco.Weights.In(exercise);
        var draft = new DemoSheet(form, Example.Value, previousSubmitted);
        WriteIdentity(draft, opco);
        new DemoAccounts(draft, opco, weights).Write();
        new DemoContracts(draft, opco.WomenPercent, "C1").Write(
            Multiply(draft, "C1M", "M26", weights.Alternance), Multiply(draft, "C1M", "P26", weights.Alternance));
        var young = SplitPublished(opco, exercise);
        new DemoContracts(draft, opco.WomenPercent, "C2").Write(young, Older(draft, young));
        new DemoActivity(draft, weights).Write();
        return draft.Values();
    }

    /// <summary>The same, still being typed: two required cells blank, cadres B5, B6 and C2 unfinished.</summary>
    public static CellValues Partial(FormDefinition form, string operatorCode, int exercise, CellValues previousSubmitted) =>
        new(Build(form, operatorCode, exercise, previousSubmitted)
            .Where(c => !LeftCells.Contains(c.Key.ToString())));

    /// <summary>A written explanation for a finding « à justifier » of these statements.</summary>
    /// <param name="controlCode">« P01 ».</param>
    public static string Explanation(string controlCode) => controlCode switch
    {
        "P01" => "Un acompte de la dotation de France compétences a été reçu le 30 décembre, avant les factures des centres de formation "
            + "qu’il finance. L’excédent a été versé à France compétences le 24 avril (explication fictive).",
        _ => "Écart connu, vérifié avec le commissaire aux comptes ; la pièce est jointe au dossier (explication fictive).",
    };

    /// <summary>Code of the reason that goes with it, in the nomenclature.</summary>
    public static string Reason(string controlCode) => controlCode is "P01" or "P03" ? "CALENDRIER" : controlCode.StartsWith('V') ? "VOLUME" : "AUTRE";

    private static void WriteIdentity(DemoSheet draft, DemoOpco opco)
    {
        var after = (draft.Exercise + 1).ToString(CultureInfo.InvariantCulture);
        (string Row, string Text)[] identity =
        [
            ("CODE", opco.Code), ("DENOM", $"{opco.Name} (données fictives de démonstration)"), ("SIREN", opco.Siren), ("SIRET", opco.Siret),
            ("AGRNUM", "MTRD0000000A"), ("AGRDATE", "2019-03-29"), ("ADRESSE", "1 place de la Démonstration, 75000 Paris"),
            ("REPNOM", "Camille Fictive"), ("REPQUAL", "Présidente"), ("ESFNOM", "Claude Fictif"),
            ("ESFFONC", "Responsable du contrôle de gestion"), ("ESFMEL", $"esf.{opco.Code.ToLowerInvariant()}@exemple.invalid"),
            ("ESFTEL", "01 99 00 00 00"), ("CACNOM", "Dominique Fictive"), ("CACCAB", "Cabinet fictif d’audit"),
            ("CACDATE", $"{after}-04-20"), ("APPROB", $"{after}-04-28"),
        ];
        foreach (var (row, text) in identity)
        {
            draft.Write(new CellCode("ID", row, "VAL"), CellValue.OfText(text));
        }
    }

    private static int[] Multiply(DemoSheet draft, string table, string column, int weight) =>
        [.. MonthCells(table, column).Select(c => (int)draft.Example(c) * weight)];

    // The size of the sections of reference, not that of the year: the national course is already in the published totals.
    private static int[] SplitPublished(DemoOpco opco, int exercise)
    {
        var rank = DemoOpco.All.ToList().IndexOf(opco);
        int[] sizes = [.. DemoOpco.All.Select(o => o.Weights.Alternance + o.Weights.Voluntary)];
        return [.. PublishedSeries.Of(exercise).Select(total => Apportionment.Split(total, sizes)[rank])];
    }

    private static int[] Older(DemoSheet draft, int[] young)
    {
        var ratios = MonthCells("C2M", "P26").Zip(MonthCells("C2M", "M26"), (p, m) => (draft.Example(p), draft.Example(m)));
        return [.. young.Zip(ratios, (n, r) => Apportionment.Share(n, r.Item1, r.Item2))];
    }

    private static IEnumerable<string> MonthCells(string table, string column) =>
        Enumerable.Range(1, 12).Select(m => string.Create(CultureInfo.InvariantCulture, $"{table}.{m:D2}.{column}"));
}
