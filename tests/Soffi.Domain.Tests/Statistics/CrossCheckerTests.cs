using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Domain.Tests.Forms;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>The controls of the product on made-up statements: each conforms, each fails, and each says when it cannot be verified.</summary>
public sealed class CrossCheckerTests
{
    private static readonly CrossControlSet Set = CrossControlReader.Read(PublishedForms.Files, 2025).Controls!;

    private static readonly Dictionary<(string, string), decimal?> Shown = new() { [("J2", "TOTAL")] = 300, [("J11", "ANNEE")] = 7 };

    /// <summary>AKTO declares 100 and ATLAS 200, all figures are there, all conforms.</summary>
    private static CrossFacts Good => new(
        [Esf(Tables.Akto, 100), Esf(Tables.Atlas, 200), Csa(Tables.Akto, 10, 5)],
        [
            new("FC-DOTATIONS", "", 300, "s"), new("FC-DOTATIONS", "AKTO", 100, "s"), new("FC-DOTATIONS", "ATLAS", 200, "s"),
            new("DECA-STOCK", "AKTO", 1, "s"), new("DECA-STOCK", "ATLAS", 2, "s"),
        ],
        Shown, new CrossCompanies(["AKTO", "ATLAS"], 12, 0));

    [Fact]
    public void Check_each_control_conforms_when_everything_agrees()
    {
        var results = CrossChecker.Check(Set, Good);

        Assert.All(results, r => Assert.True(r.Verdict == CrossVerdict.Conforms, $"{r.Control.Code} : {r.Lines[0].Sentence}"));
        Assert.Equal("Dotations déclarées par les OPCO 300\u00a0€ = dotations publiées par France compétences 300\u00a0€.", Line("X01", Good).Sentence);
        Assert.Equal("B1.010.TOT + B1.011.TOT + B1.012.TOT (ESF, somme des OPCO) = chiffre de référence FC-DOTATIONS", Result("X01", Good).Formula);
        Assert.Equal("ESF\u00a02025\u00a0: 2 OPCO sur 2 ont transmis.", Assert.Single(Result("X01", Good).Coverage));
    }

    [Theory]
    [InlineData(311, true, "≈", "-11", "11")]
    [InlineData(312, false, "≠", "-12", "11")]
    [InlineData(280, false, "≠", "20", "11")]
    public void Check_endowments_of_the_country_tolerates_a_euro_per_body(int published, bool passes, string sign, string gap, string tolerance)
    {
        var line = Line("X01", With(new("FC-DOTATIONS", "", published, "s")));

        Assert.Equal(passes ? CrossVerdict.Conforms : CrossVerdict.Gap, line.Verdict);
        Assert.Contains($" {sign} ", line.Sentence, StringComparison.Ordinal);
        Assert.EndsWith($"écart {gap.Replace("-", "\u2212", StringComparison.Ordinal)}\u00a0€, toléré {tolerance}\u00a0€.", line.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_endowment_of_each_body_names_the_one_that_differs()
    {
        var result = Result("X01O", With(new("FC-DOTATIONS", "ATLAS", 190, "s")));

        Assert.Equal((CrossVerdict.Gap, 1, 1), (result.Verdict, result.Count(CrossVerdict.Conforms), result.Count(CrossVerdict.Gap)));
        Assert.Equal(("ATLAS", 200m, 190m, 10m), (result.Lines[1].Body!.Code, result.Lines[1].Left!.Value, result.Lines[1].Right!.Value, result.Lines[1].Gap!.Value));
    }

    [Fact]
    public void Check_without_the_reference_cannot_be_verified_and_says_which_is_missing()
    {
        var facts = Good with { Figures = [] };

        Assert.Equal(CrossVerdict.NotVerifiable, Result("X01", facts).Verdict);
        Assert.Equal("Le chiffre de référence FC-DOTATIONS manque pour 2025.", Line("X01", facts).Sentence);
        Assert.Equal("Le chiffre de référence FC-DOTATIONS manque pour AKTO.", Line("X01O", facts).Sentence);
        Assert.Equal(100, Line("X01O", facts).Left);
        Assert.Null(Line("X01O", facts).Gap);
        Assert.Equal("Le chiffre de référence DECA-STOCK manque pour AKTO.", Line("X02", facts).Sentence);
    }

    [Fact]
    public void Check_the_country_when_a_body_is_missing_compares_the_others_or_is_provisional()
    {
        var facts = Good with { Statements = [Esf(Tables.Akto, 100), Esf(Tables.Atlas, 200), Missing(Tables.Sante)] };

        Assert.Equal(CrossVerdict.Conforms, Result("X01", facts).Verdict); // Figure by figure, the two that submitted.
        Assert.Equal("ESF\u00a02025\u00a0: 2 OPCO sur 3 ont transmis\u202f; manque\u00a0: SANTE.", Assert.Single(Result("X01", facts).Coverage));

        var national = facts with { Figures = [new("FC-DOTATIONS", "", 500, "s")] };
        var line = Line("X01", national);
        Assert.Equal((CrossVerdict.NotVerifiable, -200m), (line.Verdict, line.Gap!.Value));
        Assert.StartsWith("Le chiffre de référence porte sur tous les opérateurs, et SANTE n’a pas transmis. À titre provisoire", line.Sentence, StringComparison.Ordinal);
        Assert.Equal("Opco Santé n’a pas déposé sa déclaration ESF\u00a02025.", Result("X01O", national).Lines[2].Sentence);
    }

    [Theory]
    [InlineData(33.33, CrossVerdict.Conforms)]
    [InlineData(50, CrossVerdict.Gap)]
    [InlineData(5, CrossVerdict.Gap)]
    [InlineData(0, CrossVerdict.NotVerifiable)]
    public void Check_cost_of_a_contract_lies_between_the_bounds(double stock, CrossVerdict expected)
    {
        var facts = With(new("DECA-STOCK", "AKTO", (decimal)stock, "s")) with { Statements = [Esf(Tables.Akto, 100_000)] };

        var line = Line("X02", facts);

        Assert.Equal(expected, line.Verdict);
        Assert.Contains(
            expected switch { CrossVerdict.Conforms => "entre 3\u202f000 et 15\u202f000", CrossVerdict.NotVerifiable => "le rapport ne se calcule pas", _ => "-dess" },
            line.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_cost_says_on_which_side_it_lies()
    {
        var facts = With(new("DECA-STOCK", "AKTO", 50, "s")) with { Statements = [Esf(Tables.Akto, 100_000)] };

        Assert.Equal(
            "Charges d’apprentissage 100\u202f000\u00a0€ ÷ contrats en cours selon Deca 50\u00a0contrats = 2\u202f000\u00a0€ par contrat, au-dessous de 3\u202f000.",
            Line("X02", facts).Sentence);
        Assert.Equal((2_000m, -1_000m), (Line("X02", facts).Ratio!.Value, Line("X02", facts).Gap!.Value));
    }

    [Theory]
    [InlineData(50, CrossVerdict.Conforms, "≤")]
    [InlineData(51, CrossVerdict.Conforms, ">")]
    [InlineData(52, CrossVerdict.Gap, ">")]
    public void Check_csa_received_stands_within_the_collection_of_the_esf(int received, CrossVerdict expected, string sign)
    {
        var line = Line("X03", Good with { Statements = [Esf(Tables.Akto, 100), Csa(Tables.Akto, received, 0)] });

        Assert.Equal(expected, line.Verdict);
        Assert.Contains($" {sign} collecte légale directe 50\u00a0€", line.Sentence, StringComparison.Ordinal);
        Assert.Equal(Math.Max(0, received - 50), line.Gap);
    }

    [Fact]
    public void Check_csa_when_nobody_owes_it_says_that_there_is_nothing_to_compare()
    {
        var result = Result("X03", Good with { Statements = [Esf(Tables.Akto, 100)] });

        Assert.Equal(CrossVerdict.NotVerifiable, result.Verdict);
        Assert.Equal("Aucune déclaration CSA\u00a02025 n’est due ni déposée\u00a0: il n’y a rien à comparer.", Assert.Single(result.Lines).Sentence);
    }

    [Fact]
    public void Check_csa_of_a_body_without_esf_cannot_be_verified() => Assert.Equal(
        "AKTO n’a pas déposé sa déclaration ESF\u00a02025.", Line("X03", Good with { Statements = [Csa(Tables.Akto, 10, 5)] }).Sentence);

    [Fact]
    public void Check_blank_cells_are_not_a_zero()
    {
        var blank = Csa(Tables.Akto, 10, 5) with { Values = new Dictionary<CellCode, decimal>() };

        Assert.Contains("aucune des cellules n’est renseignée", Line("X03", Good with { Statements = [Esf(Tables.Akto, 1), blank] }).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_table_against_the_sealed_submissions_sees_one_cent()
    {
        var facts = Good with { Statistics = new Dictionary<(string, string), decimal?> { [("J2", "TOTAL")] = 300.01m, [("J11", "ANNEE")] = null } };

        Assert.Equal(CrossVerdict.Gap, Result("X04", facts).Verdict);
        Assert.Equal("Le tableau J11 ne montre aucun chiffre pour 2025.", Line("X04C", facts).Sentence);
    }

    [Fact]
    public void Check_a_broken_seal_is_never_compared() => Assert.Equal(
        "L’empreinte du dépôt de ATLAS n’est plus la bonne.",
        Line("X04", Good with { Statements = [Esf(Tables.Akto, 100), Esf(Tables.Atlas, 200) with { Intact = false }] }).Sentence);

    [Fact]
    public void Check_companies_counts_duplicates_and_says_when_no_list_was_sent()
    {
        Assert.Equal(CrossVerdict.Gap, Result("X05", Good with { Companies = new CrossCompanies(["AKTO", "ATLAS"], 12, 3) }).Verdict);
        Assert.Equal("Aucune liste d’entreprises n’a été envoyée pour 2025.", Line("X05", Good with { Companies = null }).Sentence);
        Assert.Contains("2\u00a0opérateurs (AKTO, ATLAS)", Assert.Single(Result("X05", Good).Coverage), StringComparison.Ordinal);
    }

    private static CrossFacts With(CrossFigure figure) =>
        Good with { Figures = [.. Good.Figures.Where(f => (f.Code, f.OperatorCode) != (figure.Code, figure.OperatorCode)), figure] };

    private static CrossResult Result(string code, CrossFacts facts) => CrossChecker.Check(Set, facts).Single(r => r.Control.Code == code);

    private static CrossLine Line(string code, CrossFacts facts) => Result(code, facts).Lines[0];

    private static CrossStatement Missing(StatOperator body) =>
        new(StatementKind.Esf, OperatorType.Opco, body, true, false, true, new Dictionary<CellCode, decimal>(), new Dictionary<CellCode, decimal>());

    /// <param name="endowment">Also its charges, sealed; its apprenticeship charges are ten thousand euros, or as much when more.</param>
    private static CrossStatement Esf(StatOperator body, decimal endowment) => Missing(body) with
    {
        Submitted = true,
        Values = new Dictionary<CellCode, decimal>
        {
            [CellCode.Parse("B1.010.TOT")] = endowment - 1,
            [CellCode.Parse("B1.012.TOT")] = 1,
            [CellCode.Parse("B1.022.TOT")] = 50,
            [CellCode.Parse("B2.100.TOT")] = 30,
            [CellCode.Parse("B2.010.TOT")] = Math.Max(endowment, 10_000),
        },
        Sealed = new Dictionary<CellCode, decimal>
        {
            [CellCode.Parse("B2.900.TOT")] = endowment,
            [CellCode.Parse("C2M.01.M26")] = body == Tables.Akto ? 3 : 4,
        },
    };

    private static CrossStatement Csa(StatOperator body, decimal received, decimal paid) => Missing(body) with
    {
        Kind = StatementKind.Csa,
        Submitted = true,
        Values = new Dictionary<CellCode, decimal> { [CellCode.Parse("K2.TOT.PER")] = received, [CellCode.Parse("K4.TOT.FC")] = paid },
    };
}
