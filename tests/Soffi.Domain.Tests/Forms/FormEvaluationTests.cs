using Soffi.Domain.Forms;

namespace Soffi.Domain.Tests.Forms;

/// <summary>Computing what depends on a few cells gives what computing everything gives.</summary>
public sealed class FormEvaluationTests
{
    private const int Saves = 40;

    public static TheoryData<string> Paths => PublishedFormsTests.Paths;

    [Theory]
    [MemberData(nameof(Paths))]
    public void With_any_cells_changed_equals_the_whole_computed_again(string path)
    {
        var form = PublishedForms.Read(path);
        var random = new Random(20261124);
        var inputs = form.Cells.Where(c => c.IsInput).ToList();
        var past = FormCalculator.Calculate(form, Draw(form, inputs, random, inputs.Count), StatementContext.None).Values;
        var context = new StatementContext { Previous = past, Today = new DateOnly(2026, 3, 1), ForAgents = true };
        var typed = Draw(form, inputs, random, inputs.Count / 2);
        var evaluation = FormEvaluation.Of(form, typed, context);
        for (var save = 0; save < Saves; save++)
        {
            var change = Draw(form, inputs, random, save % 5 == 0 ? 60 : 1).ToDictionary();
            if (save % 4 == 0)
            {
                change[inputs[random.Next(inputs.Count)].Code] = CellValue.Blank;
            }

            if (save % 2 == 0)
            {
                _ = evaluation.Findings([], new HashSet<string>()); // Checked before, or not yet: both go on from there.
            }

            typed = typed.With(change);
            evaluation = evaluation.With(change);
            Same(FormEvaluation.Of(form, typed, context), evaluation);
        }
    }

    [Fact]
    public void With_nothing_new_is_the_same_evaluation()
    {
        var form = PublishedForms.Opco2025;
        var inputs = PublishedForms.Example(form);
        var evaluation = FormEvaluation.Of(form, inputs, StatementContext.None);

        Assert.Same(evaluation, evaluation.With(inputs.ToDictionary()));
    }

    [Fact]
    public void With_leaves_the_former_evaluation_as_it_was()
    {
        var form = PublishedForms.Opco2025;
        var inputs = PublishedForms.Example(form);
        var evaluation = FormEvaluation.Of(form, inputs, StatementContext.None);
        var (values, findings) = (evaluation.Calculation.Values.ToList(), evaluation.Findings([], new HashSet<string>()));

        foreach (var cell in form.Cells.Where(c => c.IsInput).Take(200))
        {
            evaluation.With(new Dictionary<CellCode, CellValue> { [cell.Code] = CellValue.Unreadable("12 3OO") });
        }

        Assert.Equal(values, evaluation.Calculation.Values);
        Same(findings, evaluation.Findings([], new HashSet<string>()));
    }

    private static void Same(FormEvaluation expected, FormEvaluation actual)
    {
        Assert.Equal(expected.Calculation.Values, actual.Calculation.Values);
        Assert.Equal(expected.Calculation.Values.Count, actual.Calculation.Values.Count);
        Assert.Equal(expected.Calculation.Unavailable.Order(), actual.Calculation.Unavailable.Order());
        Assert.Equal(expected.Calculation.Locked.Order(), actual.Calculation.Locked.Order());
        Same(expected.Calculation.Notes, actual.Calculation.Notes);
        Same(expected.Findings([], new HashSet<string>()), actual.Findings([], new HashSet<string>()));
    }

    private static void Same(IEnumerable<Finding> expected, IEnumerable<Finding> actual) =>
        Assert.Equal(expected.Select(Words), actual.Select(Words));

    private static string Words(Finding finding) => $"{finding.Severity} {finding.Instance} {finding.Message}";

    /// <summary>Values of every kind, among them some that cannot be read.</summary>
    private static CellValues Draw(FormDefinition form, List<FormCell> inputs, Random random, int count) => new(
        Enumerable.Range(0, count).Select(_ => inputs[random.Next(inputs.Count)]).DistinctBy(c => c.Code)
            .Select(c => KeyValuePair.Create(c.Code, Value(c, random))));

    private static CellValue Value(FormCell cell, Random random) => random.Next(20) switch
    {
        0 => CellValue.Unreadable("12 3OO"),
        1 => CellValue.NotApplicable,
        2 => CellValue.Of(0),
        _ when cell.Type is CellType.Text or CellType.Email or CellType.Siren or CellType.Siret => CellValue.OfText("fictif"),
        _ when cell.Type == CellType.Date => CellValue.OfText($"2025-0{random.Next(1, 10)}-15"),
        _ => CellValue.Of(random.Next(-1000, 1_000_000)),
    };
}
