using Soffi.Domain.Forms;
using Soffi.Domain.Statistics;
using static Soffi.Domain.Tests.Statistics.Tables;

namespace Soffi.Domain.Tests.Statistics;

/// <summary>
/// What is hidden cannot be worked out. The check is a linear solver of its own, which counts ranks: for one or two operators, the
/// combinations of what is hidden that bear on them alone must be those that hold whatever is declared.
/// </summary>
public sealed class StatSecrecyTests
{
    private static readonly int[] Everybody = [1, 2, 3, 4, 5, 6];

    [Fact]
    public void Nothing_is_hidden_where_everybody_tells_everything()
    {
        var (relations, tellers) = Hanging(new Random(1), always: true);

        Assert.Empty(Secrecy(relations, tellers).Hidden);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(11)]
    public void Nothing_of_two_operators_is_worked_out_of_tables_that_hang_together(int seed)
    {
        var (relations, tellers) = Hanging(new Random(seed), always: false);
        var secrecy = Secrecy(relations, tellers);

        Assert.Contains(tellers.Values, t => t.Count is 1 or 2);
        Assert.All(tellers.Where(t => t.Value.Count is 1 or 2), t => Assert.Contains(t.Key, secrecy.Hidden));
        AssertNothingIsWorkedOut(relations, tellers, secrecy.Hidden);
    }

    [Fact]
    public void Check_finds_what_a_hidden_cell_alone_gives_away()
    {
        var relations = new[] { StatRelation.Sum(At("A.T.V"), At("A.1.V"), At("A.2.V")) };
        var tellers = Tellers(("A.T.V", Everybody), ("A.1.V", [1, 2]), ("A.2.V", Everybody));

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNothingIsWorkedOut(relations, tellers, new HashSet<StatPlace> { At("A.1.V") }));
        Assert.Equal([At("A.1.V"), At("A.2.V")], Secrecy(relations, tellers).Hidden.Order());
    }

    [Fact]
    public void Two_hidden_cells_of_the_same_two_operators_do_not_protect_each_other()
    {
        var relations = new[] { StatRelation.Sum(At("A.T.V"), At("A.1.V"), At("A.2.V"), At("A.3.V")) };
        var tellers = Tellers(("A.T.V", Everybody), ("A.1.V", [1, 2]), ("A.2.V", [1, 2]), ("A.3.V", Everybody));

        Assert.Contains(At("A.3.V"), Secrecy(relations, tellers).Hidden);
    }

    [Fact]
    public void Family_may_have_a_thousand_operators()
    {
        var thousand = Enumerable.Range(1, 1_000).ToArray();
        var relations = new[]
        {
            StatRelation.Sum(At("A.T.V"), At("A.1.V"), At("A.2.V")), StatRelation.Sum(At("B.T.V"), At("B.1.V"), At("B.2.V")),
            StatRelation.Sum(At("C.T.V"), At("A.1.V"), At("B.1.V")),
        };
        var tellers = Tellers(
            ("A.T.V", thousand), ("A.1.V", [7, 900]), ("A.2.V", thousand), ("B.T.V", thousand), ("B.1.V", [130]), ("B.2.V", thousand), ("C.T.V", [7, 130, 900]));

        var hidden = Secrecy(relations, tellers).Hidden;

        Assert.Superset(new HashSet<StatPlace> { At("A.1.V"), At("A.2.V"), At("B.1.V"), At("B.2.V") }, hidden.ToHashSet());
        Assert.DoesNotContain(At("A.T.V"), hidden);
        AssertNothingIsWorkedOut(relations, tellers, hidden);
    }

    [Fact]
    public void Copy_of_a_hidden_cell_is_hidden_and_hides_nothing_more()
    {
        var relations = new[] { new StatRelation([(At("A.1.V"), 1), (At("B.1.V"), -1)]) };

        Assert.Equal([At("A.1.V"), At("B.1.V")], Secrecy(relations, Tellers(("A.1.V", [1, 2]), ("B.1.V", [1, 2]), ("C.1.V", Everybody))).Hidden.Order());
    }

    [Fact]
    public void Cell_that_is_a_part_of_a_hidden_one_times_a_rate_is_hidden_too()
    {
        var relations = new[]
        {
            StatRelation.Sum(At("A.T.V"), At("A.1.V"), At("A.2.V")), new StatRelation([(At("A.2.V"), 0.333333m), (At("P.1.V"), -1)]),
        };
        var tellers = Tellers(("A.T.V", Everybody), ("A.1.V", [1]), ("A.2.V", Everybody), ("P.1.V", Everybody));

        Assert.Contains(At("P.1.V"), Secrecy(relations, tellers).Hidden);
        AssertNothingIsWorkedOut(relations, tellers, Secrecy(relations, tellers).Hidden);
    }

    [Fact]
    public void Opening_of_a_year_does_not_give_back_the_hidden_closing_of_the_year_before()
    {
        var relations = new[]
        {
            StatRelation.Sum(At("A.T.V", 2024), At("A.1.V", 2024), At("A.2.V", 2024)), new StatRelation([(At("A.1.V", 2024), 1), (At("O.1.V"), -1)]),
            new StatRelation([(At("A.2.V", 2024), 1), (At("O.2.V"), -1)]),
        };
        var tellers = Tellers(("A.1.V", [1, 2]), ("A.2.V", Everybody), ("A.T.V", Everybody)).ToDictionary(t => t.Key with { Exercise = 2024 }, t => t.Value);
        tellers[At("O.1.V")] = new HashSet<int> { 1, 2 };
        tellers[At("O.2.V")] = Everybody.ToHashSet();

        Assert.Equal([At("A.1.V", 2024), At("A.2.V", 2024), At("O.1.V"), At("O.2.V")], Secrecy(relations, tellers).Hidden.Order());
    }

    /// <summary>The real form: « F + H = T » is asked by a control, not computed; ages, sizes and months add up to the same people.</summary>
    [Theory]
    [InlineData("C1.020.F")]
    [InlineData("C5AGE.A17.F")]
    [InlineData("C1TAI.T010.F")]
    [InlineData("B2.030.ALT")]
    [InlineData("B3.APP.G")]
    public void Cell_of_two_operators_is_not_worked_out_of_the_form(string scarce)
    {
        var form = FormReader.Read(FormFiles.FromFolder(Path.GetFullPath(Path.Combine(Folder(), "../../../Forms"))), "2025/OPCO").Definition!;
        var relations = StatRelation.Of(form);
        var tellers = relations.SelectMany(r => r.Terms).Select(t => t.Cell).Distinct()
            .ToDictionary(c => c, c => (IReadOnlySet<int>)(c == At(scarce) ? new HashSet<int> { 1, 2 } : [.. Everybody]));
        var secrecy = Secrecy(relations, tellers);

        Assert.Contains(At(scarce), secrecy.Hidden);
        Assert.True(secrecy.Hidden.Count > 1);
        AssertNothingIsWorkedOut([.. relations.Where(r => r.Terms.Any(t => secrecy.Hidden.Contains(t.Cell)))], tellers, secrecy.Hidden);
        Assert.True(secrecy.Hidden.Count < tellers.Count / 4, $"{secrecy.Hidden.Count} hidden of {tellers.Count}");
    }

    [Fact]
    public void Form_tells_its_sums_its_equalities_and_what_it_carries_over()
    {
        var form = FormReader.Read(FormFiles.FromFolder(Path.GetFullPath(Path.Combine(Folder(), "../../../Forms"))), "2025/OPCO").Definition!;
        var relations = StatRelation.Of(form);

        Assert.Contains(relations, r => r.Total == At("B2.900.TOT"));
        Assert.Contains(relations, r => r.Total == At("C1.020.T") && r.Terms.Count == 3);
        Assert.Contains(relations, r => r.Terms.Select(t => t.Cell).Order().SequenceEqual([At("B3.APP.G", 2024), At("B3.APP.A")]));
        Assert.Contains(relations, r => r.Terms.Any(t => t.Cell == At("B5.030.VAL")) && r.Total is null);
    }

    [Fact]
    public void Sum_of_hidden_cells_is_allowed_when_it_is_a_total_shown()
    {
        var relations = new[] { StatRelation.Sum(At("A.T.V"), At("A.1.V"), At("A.2.V"), At("A.3.V")) };
        var secrecy = Secrecy(relations, Tellers(("A.T.V", Everybody), ("A.1.V", [1, 2]), ("A.2.V", [2, 3]), ("A.3.V", Everybody)));

        Assert.True(secrecy.Allows(2025, [Code("A.1.V"), Code("A.2.V"), Code("A.3.V")]));
        Assert.True(secrecy.Allows(2025, [Code("A.3.V")]));
        Assert.False(secrecy.Allows(2025, [Code("A.1.V"), Code("A.2.V")]));
        Assert.False(secrecy.Allows(2025, [Code("A.1.V"), Code("A.3.V")]));
    }

    /// <summary>
    /// A table of three lines by four columns with its margins, another that adds up to the same, a third a year before that one margin
    /// is carried over from.
    /// </summary>
    private static (IReadOnlyList<StatRelation> Relations, Dictionary<StatPlace, IReadOnlySet<int>> Tellers) Hanging(Random random, bool always)
    {
        var relations = new List<StatRelation>();
        var tellers = new Dictionary<StatPlace, IReadOnlySet<int>>();
        var grid = Enumerable.Range(1, 3).Select(r => Enumerable.Range(1, 4).Select(c => Base($"A.{r}.C{c}")).ToList()).ToList();
        var rows = grid.Select((line, r) => Total($"A.{r + 1}.T", 2025, line)).ToList();
        var columns = Enumerable.Range(0, 4).Select(c => Total($"A.T.C{c + 1}", 2025, [.. grid.Select(line => line[c])])).ToList();
        var all = Total("A.T.T", 2025, rows);
        relations.Add(StatRelation.Sum(all, columns));
        var other = Enumerable.Range(1, 3).Select(i => Base($"B.{i}.V")).ToList();
        Total("B.T.V", 2025, other);
        relations.Add(new StatRelation([(At("B.T.V"), 1), (all, -1)]));
        var before = rows.Select((row, r) => At($"Z.{r + 1}.V", 2024)).ToList();
        for (var r = 0; r < 3; r++)
        {
            tellers[before[r]] = tellers[rows[r]];
            relations.Add(new StatRelation([(before[r], 1), (rows[r], -1)]));
        }

        Total("Z.T.V", 2024, before);
        return (relations, tellers);

        StatPlace Base(string code)
        {
            tellers[At(code)] = Everybody.Where(o => always || random.Next(10) < (code[^1] % 2 == 0 ? 9 : 4)).ToHashSet();
            return At(code);
        }

        StatPlace Total(string code, int exercise, List<StatPlace> parts)
        {
            tellers[At(code, exercise)] = parts.SelectMany(p => tellers[p]).ToHashSet();
            relations.Add(StatRelation.Sum(At(code, exercise), parts));
            return At(code, exercise);
        }
    }

    private static StatSecrecy Secrecy(IReadOnlyList<StatRelation> relations, IReadOnlyDictionary<StatPlace, IReadOnlySet<int>> tellers) =>
        new(relations, tellers, tellers.ToDictionary(t => t.Key, t => (decimal)t.Value.Count));

    private static void AssertNothingIsWorkedOut(
        IReadOnlyList<StatRelation> relations, IReadOnlyDictionary<StatPlace, IReadOnlySet<int>> tellers, IReadOnlySet<StatPlace> hidden)
    {
        var told = relations.SelectMany(r => r.Terms).Select(t => t.Cell).Distinct().Where(c => tellers[c].Count > 0).ToList();
        var (rank, rankHidden) = (Rank(relations, told), Rank(relations, told.Where(hidden.Contains)));
        foreach (var pair in from a in Everybody from b in Everybody where a <= b select new HashSet<int> { a, b })
        {
            var theirs = told.Where(c => hidden.Contains(c) && tellers[c].IsSubsetOf(pair)).ToHashSet();
            var worked = rankHidden - Rank(relations, told.Where(c => hidden.Contains(c) && !theirs.Contains(c)));
            var always = rank - Rank(relations, told.Where(c => !theirs.Contains(c)));
            Assert.True(worked == always, $"Of operators {string.Join(" and ", pair)}, {worked - always} figure(s) can be worked out among {string.Join(", ", theirs)}.");
        }
    }

    /// <summary>Rank of the relations kept to these cells, counted modulo a prime.</summary>
    private static int Rank(IReadOnlyList<StatRelation> relations, IEnumerable<StatPlace> kept)
    {
        const long prime = 1_000_000_007;
        var places = kept.Select((c, i) => (c, i)).ToDictionary(p => p.c, p => p.i);
        var rows = relations.Select(relation =>
        {
            var row = new long[places.Count];
            foreach (var (cell, coefficient) in relation.Terms.Where(t => places.ContainsKey(t.Cell)))
            {
                row[places[cell]] = (row[places[cell]] + (long)(coefficient * 1_000_000) + prime) % prime;
            }

            return row;
        }).ToList();
        var rank = 0;
        for (var column = 0; column < places.Count && rank < rows.Count; column++)
        {
            var pivot = rows.FindIndex(rank, r => r[column] != 0);
            if (pivot < 0)
            {
                continue;
            }

            (rows[rank], rows[pivot]) = (rows[pivot], rows[rank]);
            for (var i = rank + 1; i < rows.Count; i++)
            {
                // Rows are cross-multiplied: no inverse is needed.
                var (mine, its) = (rows[rank][column], rows[i][column]);
                for (var k = column; its != 0 && k < places.Count; k++)
                {
                    rows[i][k] = ((rows[i][k] * mine % prime) - (rows[rank][k] * its % prime) + prime) % prime;
                }
            }

            rank++;
        }

        return rank;
    }

    private static Dictionary<StatPlace, IReadOnlySet<int>> Tellers(params (string Cell, int[] Operators)[] told) =>
        told.ToDictionary(t => At(t.Cell), t => (IReadOnlySet<int>)t.Operators.ToHashSet());

    private static CellCode Code(string code) => CellCode.Parse(code);

    private static StatPlace At(string code, int exercise = 2025) => new(exercise, Code(code));
}
