using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using static Soffi.Domain.Tests.Statistics.Tables;

namespace Soffi.Domain.Tests.Statistics;

public sealed class StatCalculatorTests
{
    private static readonly StatOperator[] All = [Akto, Atlas, Sante];

    [Fact]
    public void Calculate_rounds_to_a_decimal_of_a_million_half_away_from_zero()
    {
        var result = J2Of([.. Fact(J2, Akto, 2025, "B2.010.TOT", 1_250_000m), .. Fact(J2, Atlas, 2025, "B2.010.TOT", -1_250_000m)]);

        Assert.Equal("1,3", StatText.Of(result.Find("AKTO", "APP")!));
        Assert.Equal("−1,3", StatText.Of(result.Find("ATLAS", "APP")!));
        Assert.Equal(1.25m, result.Find("AKTO", "APP")!.Exact);
        Assert.Equal(1_250_000m, result.Find("AKTO", "APP")!.Raw);
    }

    [Fact]
    public void Calculate_adds_up_unrounded_values_in_the_total()
    {
        // Each shows 0.0; together they are 0.1.
        var result = J2Of([.. All.SelectMany(o => Fact(J2, o, 2025, "B2.030.TOT", 49_999.99m))]);

        Assert.All(All, o => Assert.Equal("0,0", StatText.Of(result.Find(o.Code, "PROA")!)));
        Assert.Equal("0,1", StatText.Of(result.Find(StatRow.TotalKey, "PROA")!));
        Assert.Equal(149_999.97m, result.Find(StatRow.TotalKey, "PROA")!.Raw);
    }

    [Fact]
    public void Calculate_says_not_available_when_the_operator_did_not_submit()
    {
        var coverage = Coverage(2025, All, [Akto]);
        var result = Calculate(J2, [2025], [coverage], Fact(J2, Akto, 2025, "B2.900.TOT", 5_000_000m));

        Assert.Equal("n.d.", StatText.Of(result.Find("ATLAS", "TOTAL")!));
        Assert.Equal("n.d.", StatText.Of(result.Find("ATLAS", "TOTAL.PART")!));
        Assert.Equal("5,0", StatText.Of(result.Find(StatRow.TotalKey, "TOTAL")!));
        Assert.Contains(result.Legend, l => l.StartsWith("n.d.", StringComparison.Ordinal));
    }

    [Fact]
    public void Calculate_keeps_blank_zero_and_not_applicable_apart()
    {
        var result = J2Of([.. Fact(J2, Akto, 2025, "B2.030.TOT", 0m), .. Fact(J2, Sante, 2025, "B2.030.TOT", 0, 0, 1)]);

        Assert.Equal(["0,0", "n.r.", "s.o."], All.Select(o => StatText.Of(result.Find(o.Code, "PROA")!)));
    }

    [Fact]
    public void Calculate_makes_shares_of_equal_figures_add_up_to_a_hundred()
    {
        var result = J2Of([.. All.SelectMany(o => Fact(J2, o, 2025, "B2.900.TOT", 1_000_000m))]);

        Assert.Equal([33.4m, 33.3m, 33.3m], All.Select(o => result.Find(o.Code, "TOTAL.PART")!.Rounded!.Value).OrderDescending());
    }

    [Fact]
    public void Calculate_gives_no_figure_when_nobody_submitted()
    {
        var result = Calculate(J2, [2025], [Coverage(2025, All, [])], []);

        Assert.All(result.Rows.SelectMany(r => r.Cells), c => Assert.Equal(StatState.NotAvailable, c.State));
        Assert.Null(result.LastSubmittedAt);
    }

    [Fact]
    public void Calculate_shows_only_the_total_to_a_reader_of_aggregates()
    {
        var result = Calculate(
            J2, [2025], [Coverage(2025, All, All)], [.. All.SelectMany(o => Fact(J2, o, 2025, "B2.900.TOT", 3_000_000m))], scope: StatScope.AggregatesOnly,
            hiding: Hiding("B2.900.TOT", 3));

        Assert.Equal([StatRow.TotalKey], result.Rows.Select(r => r.Key));
        Assert.Equal("9,0", StatText.Of(result.Find(StatRow.TotalKey, "TOTAL")!));
        Assert.Contains(result.Notes, n => n.Contains("direction régionale", StringComparison.Ordinal));
    }

    [Fact]
    public void Calculate_hides_an_aggregate_of_two_operators_from_a_reader_of_aggregates()
    {
        var facts = new[] { Akto, Atlas }.SelectMany(o => Fact(J2, o, 2025, "B2.900.TOT", 4_500_000m)).ToArray();
        var result = Calculate(J2, [2025], [Coverage(2025, All, [Akto, Atlas])], facts, scope: StatScope.AggregatesOnly, hiding: Hiding("B2.900.TOT", 2));

        Assert.Equal(StatState.Secret, result.Find(StatRow.TotalKey, "TOTAL")!.State);
        Assert.Equal(StatState.Secret, result.Find(StatRow.TotalKey, "TOTAL.PART")!.State);
        Assert.DoesNotContain("9000000", StatCanonical.Json(result), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000, 1000.5, "0,1")] // 0.05 exactly: away from zero
    [InlineData(1000, 999.5, "−0,1")]
    [InlineData(4136, 3431, "−17,0")]
    [InlineData(2720, 3555, "30,7")]
    [InlineData(100000, 99999, "0,0")] // −0.001: no sign on a zero
    public void Growth_rounds_to_a_tenth_half_away_from_zero(decimal before, decimal after, string shown) =>
        Assert.Equal(shown, StatText.Of(StatCalculator.Growth(Value(before), Value(after))));

    [Fact]
    public void Growth_is_not_available_without_the_previous_year() =>
        Assert.Equal(StatState.NotAvailable, StatCalculator.Growth(StatCell.Sign(StatState.NotAvailable), Value(5)).State);

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Growth_is_not_meaningful_on_a_base_of_zero_or_below(decimal before) =>
        Assert.Equal(StatState.NotMeaningful, StatCalculator.Growth(Value(before), Value(5)).State);

    [Fact]
    public void Growth_warns_when_the_two_years_do_not_count_the_same_operators()
    {
        var coverage = new[] { Coverage(2024, All, All), Coverage(2025, All, [Akto]) };
        var result = Calculate(J11, [2025], coverage, [.. Fact(J11, Akto, 2024, "C2M.01.M26", 100), .. Fact(J11, Akto, 2025, "C2M.01.M26", 50)]);

        Assert.Equal("−50,0", StatText.Of(result.Find("G2025", "01")!));
        Assert.Equal(["2025", "G2025"], result.Rows.Select(r => r.Key));
        Assert.Contains(result.Notes, n => n.Contains("1 OPCO en 2025, 3 en 2024", StringComparison.Ordinal));
    }

    [Fact]
    public void Break_of_a_series_is_marked_where_it_begins_and_said_in_words()
    {
        var coverage = new[] { Coverage(2023, All, All), Coverage(2024, All, All), Coverage(2025, All, All) };
        var facts = coverage.SelectMany(c => Fact(J11, Akto, c.Exercise, "C2M.01.M26", 100)).ToArray();
        StatBreak[] breaks = [new(2024, "01", "Autre définition."), new(2024, "02", "Autre définition."), new(2023, "03", "Avant tout.")];

        var result = Calculate(J11, [2023, 2024, 2025], coverage, facts, breaks);

        Assert.Equal("(b) Rupture de série entre 2023 et 2024, colonnes «\u00A0Janv.\u00A0», «\u00A0Févr.\u00A0»\u00A0: Autre définition.", Assert.Single(result.Notes));
        Assert.Equal(["2024", "G2024"], result.Rows.Where(r => result.IsBroken(r, 0)).Select(r => r.Key));
        Assert.DoesNotContain(result.Rows, r => result.IsBroken(r, 2));
        Assert.Contains(StatText.BreakMeaning, result.Legend);
        Assert.Equal("100", StatText.Of(result.Find("2024", "01")!));
    }

    [Fact]
    public void Break_between_two_exercises_shown_apart_is_marked_on_the_later_one()
    {
        var coverage = new[] { Coverage(2023, All, All), Coverage(2025, All, All) };
        var result = Calculate(
            J11 with { Blocks = [new StatBlock("", J11.Query with { Derived = StatDerived.None })] }, [2023, 2025], coverage, [], [new(2024, "01", "Autre définition.")]);

        Assert.Equal(["2025"], result.Rows.Where(r => result.IsBroken(r, 0)).Select(r => r.Key));
    }

    [Fact]
    public void Break_of_the_exercise_of_a_table_of_operators_is_on_its_column()
    {
        StatBreak[] breaks = [new(2025, "PROA", "La Pro-A s’éteint."), new(2024, "APP", "Avant.")];
        var result = Calculate(J2, [2025], [Coverage(2025, All, All)], [], breaks);

        Assert.Equal(["PROA"], result.Columns.Where(result.IsBroken).Select(c => c.Code));
        Assert.Contains("entre 2024 et 2025", Assert.Single(result.Notes, n => n.StartsWith("(b)", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 5224, 495, 1307 }, new[] { "74,4", "7,0", "18,6" })] // collection of 2016, published shares
    [InlineData(new[] { 1, 1, 1 }, new[] { "33,4", "33,3", "33,3" })]
    [InlineData(new[] { 0, 7 }, new[] { "0,0", "100,0" })]
    public void Shares_add_up_to_a_hundred(int[] parts, string[] shown)
    {
        var shares = StatCalculator.Shares([.. parts.Select(p => (decimal)p)]);

        Assert.Equal(shown, shares.Select(s => StatText.Number(s, 1)));
        Assert.Equal(100m, shares.Sum());
    }

    [Fact]
    public void Hash_is_the_same_for_the_same_figures_and_changes_with_a_cent()
    {
        var once = J2Of(Fact(J2, Akto, 2025, "B2.010.TOT", 10m));

        Assert.Equal(StatCanonical.Sha256(once), StatCanonical.Sha256(J2Of(Fact(J2, Akto, 2025, "B2.010.TOT", 10.00m))));
        Assert.NotEqual(StatCanonical.Sha256(once), StatCanonical.Sha256(J2Of(Fact(J2, Akto, 2025, "B2.010.TOT", 10.01m))));
    }

    [Theory]
    [InlineData(3, "3 OPCO sur 3 ont transmis")]
    [InlineData(2, "2 OPCO sur 3 ont transmis\u202F; manque\u00A0: SANTE")]
    [InlineData(1, "1 OPCO sur 3 a transmis\u202F; manquent\u00A0: ATLAS, SANTE")]
    [InlineData(0, "Aucun OPCO sur 3 n’a transmis\u202F; manquent\u00A0: AKTO, ATLAS, SANTE")]
    public void Coverage_names_who_is_missing(int submitted, string sentence) =>
        Assert.Equal(sentence, Coverage(2025, All, All[..submitted]).Sentence("OPCO"));

    [Theory]
    [InlineData(3, "Aucun OPCO sur 3 n’a transmis\u202F; manquent\u00A0: AKTO, ATLAS, SANTE")]
    [InlineData(2, "Aucun OPCO sur 3 n’a transmis\u202F; manquent\u00A0: AKTO, ATLAS et 1 autre, nommé dans les fichiers")]
    [InlineData(1, "Aucun OPCO sur 3 n’a transmis\u202F; manquent\u00A0: AKTO et 2 autres, nommés dans les fichiers")]
    public void Coverage_counts_those_it_does_not_name(int most, string sentence) =>
        Assert.Equal(sentence, Coverage(2025, All, []).Sentence("OPCO", most));

    private static StatResult J2Of(StatFact[] facts) => Calculate(J2, [2025], [Coverage(2025, All, All)], facts);

    /// <summary>That cell told by so many operators, and no other.</summary>
    private static StatHiding Hiding(string cell, int contributors) => new(Cells, new Dictionary<StatFamily, StatSecrecy>
    {
        [J2.Family] = new(
            [], new Dictionary<StatPlace, IReadOnlySet<int>> { [new(2025, CellCode.Parse(cell))] = Enumerable.Range(1, contributors).ToHashSet() },
            new Dictionary<StatPlace, decimal>()),
    });

    private static StatCell Value(decimal raw) => new(StatState.Value, raw, raw, raw, 0);
}
