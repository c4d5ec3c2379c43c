using Soffi.Domain.Campaigns;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using static Soffi.Domain.Tests.Statistics.Tables;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>What may be asked, and what is said of cells that the form of an exercise does not have.</summary>
public sealed class StatQueryCheckTests
{
    /// <summary>B2.031 (« Périodes de reconversion ») comes with the form of 2026; B2.030 is in both.</summary>
    private static readonly StatFrame Both = new([2025, 2026], [Akto, Atlas, Sante], new StatCells([Form(2025), Form(2026)], []));

    [Fact]
    public void Sum_is_asked_when_one_of_its_cells_is_in_the_form() =>
        Assert.Empty(StatQueryCheck.Refusals(Query([2025], "B2.030.TOT", "B2.031.TOT"), Both, StatScope.ByOperator));

    [Theory]
    [InlineData("ESF.OPCO:B2.030.TOT,ESF.OPCO:B2.999.TOT", "B2.999.TOT, qui n’existe dans aucun formulaire\u00A0: corrigez ce code, ou retirez-le.")]
    [InlineData("ESF.OPCO:B2.030+999.TOT", "B2.999.TOT, qui n’existe dans aucun formulaire\u00A0: corrigez ce code, ou retirez-le.")]
    [InlineData("ESF.OPCO:B2.030.TOT+XXX,ESF.OPCO:B9.010.TOT", "B2.030.XXX, B9.010.TOT, qui n’existent dans aucun formulaire\u00A0: corrigez ces codes, ou retirez-les.")]
    public void Sum_one_of_whose_cells_is_in_no_form_of_any_year_is_refused_and_named(string cells, string sentence)
    {
        var query = Query([2025], "B2.030.TOT");

        Assert.Equal(
            ["La mesure «\u00A0Essai\u00A0» additionne " + sentence],
            StatQueryCheck.Refusals(query with { Measures = [query.Measures[0] with { Terms = [.. cells.Split(',').Select(c => StatTerm.TryParse(c)!)] }] }, Both, StatScope.ByOperator));
    }

    [Fact]
    public void Sum_is_asked_when_a_published_table_announces_the_cell_that_no_form_has_yet()
    {
        var announcing = Both with { Cells = new StatCells([Form(2025)], []) { Announced = new HashSet<StatTerm> { StatTerm.TryParse("ESF.OPCO:B2.031.TOT")! } }, Exercises = [2025] };

        Assert.Empty(StatQueryCheck.Refusals(Query([2025], "B2.030.TOT", "B2.031.TOT"), announcing, StatScope.ByOperator));
    }

    [Fact]
    public void Sum_none_of_whose_cells_is_in_the_form_is_refused_with_the_exercise_that_has_them() => Assert.Equal(
        ["Le formulaire de 2025 n’a pas la cellule de «\u00A0Essai\u00A0» (B2.031.TOT)\u00A0: elle existe en 2026."],
        StatQueryCheck.Refusals(Query([2025], "B2.031.TOT"), Both, StatScope.ByOperator));

    [Fact]
    public void Sum_none_of_whose_cells_is_in_any_form_is_refused() => Assert.Equal(
        ["Aucun formulaire n’a de cellule ESF.OPCO:B2.998.TOT\u00A0: choisissez la mesure dans la liste."],
        StatQueryCheck.Refusals(Query([2025], "B2.998.TOT", "B2.999.TOT"), Both, StatScope.ByOperator));

    [Fact]
    public void Sum_over_two_exercises_is_asked_when_one_has_its_cell() =>
        Assert.Empty(StatQueryCheck.Refusals(Query([2025, 2026], "B2.031.TOT"), Both, StatScope.ByOperator));

    [Fact]
    public void Crossing_of_ten_million_cells_is_refused_before_it_is_computed()
    {
        var frame = Both with { Operators = [.. Enumerable.Range(1, 500).Select(i => new StatOperator(i, $"OP{i}", $"Opérateur {i}"))] };
        var query = Query([2025, 2026], "C1.020.T") with
        {
            Measures = [new StatMeasure("M1", "Contrats", "", new StatUnit("contrats", 1, 0)) { Terms = [StatTerm.TryParse("ESF.OPCO:C1X.@age.@niveauPrepare*sexe")!] }],
            Rows = [StatDimensions.Operator, "age", StatDimensions.Region],
            Columns = [StatDimensions.Exercise, "niveauPrepare", "sexe"],
            Derived = StatDerived.Difference | StatDerived.Growth | StatDerived.ShareOfColumn | StatDerived.ShareOfRow | StatDerived.Rank,
        };

        Assert.True(StatQueryCheck.Size(query, frame) > 10_000_000);
        Assert.Equal(
            $"Ce croisement compte {StatText.Number(StatQueryCheck.Size(query, frame), 0)} cases, plus que les 1\u202F000\u202F000 admises\u00A0: retirez une dimension, ou gardez moins de modalités.",
            Assert.Single(StatQueryCheck.Refusals(query, frame, StatScope.ByOperator)));
    }

    [Fact]
    public void Filter_that_leaves_no_cell_is_refused() => Assert.Contains(
        StatQueryCheck.Refusals(
            Query([2025], "C1AGE.A17.F") with { Filters = new Dictionary<string, IReadOnlyList<string>> { ["age"] = ["A25"] } }, Both, StatScope.ByOperator),
        r => r.Contains("n’a aucune cellule dans les modalités choisies", StringComparison.Ordinal));

    [Fact]
    public void Every_table_of_2025_may_be_asked_again_as_a_question()
    {
        foreach (var block in new[] { "J1", "J2", "J4" }.SelectMany(id => Read(id).Blocks))
        {
            // A column that another block has is no measure of this one.
            var query = block.Query with { Exercises = [2025], Measures = [.. block.Query.Measures.Where(m => m.Terms.Count > 0)] };
            Assert.Empty(StatQueryCheck.Refusals(query, Both, StatScope.ByOperator));
        }
    }

    [Fact]
    public void Answer_says_which_cell_the_form_of_which_exercise_does_not_have()
    {
        var query = Query([2025, 2026], "B2.030.TOT", "B2.031.TOT");

        Assert.Equal(
            ["«\u00A0Essai\u00A0» ne compte pas B2.031.TOT, qui n’existe pas dans le formulaire de 2025."], StatAbsences.Notes(query, Both));
        Assert.Contains(StatAbsences.Notes(query, Both)[0], Answer(query).Notes);
        Assert.Empty(StatAbsences.Notes(query with { Exercises = [2026] }, Both));
    }

    [Fact]
    public void Answer_is_not_available_where_the_form_has_none_of_the_cells()
    {
        var query = Query([2025, 2026], "B2.031.TOT");
        var result = Answer(query);

        Assert.Equal(["n.d.", "n.r."], result.Rows.Select(r => StatText.Of(r.Cells[0])));
        Assert.Contains("«\u00A0Essai\u00A0» n’existe pas dans le formulaire de 2025 (B2.031.TOT)\u00A0: le chiffre y est n.d.", result.Notes);
    }

    [Fact]
    public void Member_on_which_the_form_has_no_cell_of_the_measure_is_lacking_and_not_blank()
    {
        var measure = Query([2025], "C1AGE.A17.F").Measures[0];
        var age = Both.Dimension("age", [measure])!;
        var lack = StatAbsences.At([new StatAxis(age, [], [])], Both.Cells);
        int Ordinal(string member) => 1 + age.Members.ToList().FindIndex(m => m.Code == member);

        Assert.False(lack(measure, 2025, [Ordinal("A17")]));
        Assert.True(lack(measure, 2025, [Ordinal("A25")])); // Nobody was asked: « n.d. », not « n.r. », which would say that the operator left it blank.
        Assert.False(lack(measure, 2025, [0]));
        Assert.False(lack(measure, 2019, [Ordinal("A25")])); // Not collected then: said otherwise.
    }

    [Fact]
    public void J2_of_2025_says_that_its_other_charges_have_no_periods_of_reconversion() => Assert.Contains(
        StatAbsences.Notes(new StatFilter([2025], []).Apply(J2.Query), Both),
        n => n.Contains("B2.031.TOT", StringComparison.Ordinal) && n.Contains("dans le formulaire de 2025", StringComparison.Ordinal));

    private static FormDefinition Form(int exercise) => FormReader.Read(FormFiles.FromFolder(Path.GetFullPath(Path.Combine(Folder(), "../../../Forms"))), $"{exercise}/OPCO").Definition!;

    private static StatQuery Query(int[] exercises, params string[] cells) => new()
    {
        Title = "Essai",
        Rows = [StatDimensions.Exercise],
        Exercises = exercises,
        Perimeter = StatPerimeter.Submitted,
        Measures =
        [
            new StatMeasure("M1", "Essai", "", new StatUnit("M€", 1_000_000, 1))
            {
                Terms = [.. cells.Select(c => StatTerm.Of(new StatFamily(StatementKind.Esf, OperatorType.Opco), CellCode.Parse(c)))],
            },
        ],
    };

    private static StatResult Answer(StatQuery query) => StatCalculator.Calculate(
        StatTable.For(query, "Exercice"), query,
        new StatInput(Both, StatScope.ByOperator, [.. query.Exercises.Select(e => Coverage(e, [Akto], [Akto]))], [], [], null));
}
