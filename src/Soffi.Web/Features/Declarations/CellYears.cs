using Soffi.Data;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>What a cell was worth one year.</summary>
/// <param name="Value">As shown, with its unit.</param>
/// <param name="Difference">From the exercise before, signed; null when the two cannot be compared.</param>
/// <param name="Percent">The same in hundredths of the exercise before; null when it means nothing (<see cref="CellVariation"/>).</param>
/// <param name="Note">Why it is not compared; null for nothing to say.</param>
public sealed record CellYear(int Exercise, string Value, string? Difference, string? Percent, string? Note);

/// <summary>The value of a cell over the years: submitted statements of the body, brought under this year's code year after year.</summary>
public sealed class CellYears(CellQueries queries, FormCatalog forms)
{
    /// <summary>How many exercises before this one.</summary>
    private const int Before = 5;

    /// <param name="Value">Blank when nothing was answered.</param>
    /// <param name="Exists">The form of that year had cells that became this one.</param>
    /// <param name="BreaksAfter">Its meaning changed the year after.</param>
    private sealed record Year(int Exercise, CellValue Value, bool Exists, bool BreaksAfter);

    /// <summary>This year first; only this year when nothing was submitted before.</summary>
    public async Task<IReadOnlyList<CellYear>> Of(Statement statement, FormCell cell, CancellationToken cancellation)
    {
        var (exercise, header) = (statement.Exercise, statement.Form.Header);
        var submissions = await queries.Submissions(
            statement.Loaded.Operator.Id, statement.Loaded.Campaign.Kind, exercise - Before, exercise - 1, cancellation);
        var years = new List<Year> { new(exercise, statement.Calculation.Values[cell.Code], true, false) };
        if (submissions.Count > 0)
        {
            var between = new List<FormDefinition>();
            foreach (var id in await queries.Forms(header.Kind, header.OperatorType, submissions[^1].Exercise, exercise - 1, cancellation))
            {
                between.Add(await forms.Definition(id, cancellation));
            }

            var lineage = new FormLineage(statement.Form, between);
            foreach (var submission in submissions)
            {
                years.Add(await Read(submission, cell.Code, lineage.From(submission.Exercise), cancellation));
            }
        }

        return [.. years.Select((year, index) => Show(statement, cell, year, years.ElementAtOrDefault(index + 1)))];
    }

    private async Task<Year> Read(EarlierSubmission submission, CellCode code, IReadOnlyList<FormMapping>? path, CancellationToken cancellation)
    {
        if (path is null)
        {
            return new Year(submission.Exercise, CellValue.Blank, false, false);
        }

        var form = await forms.Definition(submission.FormVersionId, cancellation);
        var codes = form.Cells.Select(c => c.Code).Where(c => FormLineage.Now(c, path) == code).ToHashSet();
        if (codes.Count == 0)
        {
            return new Year(submission.Exercise, CellValue.Blank, false, false);
        }

        var values = await queries.Values(submission.Id, codes, cancellation);
        var breaks = path.Count > 0 && codes.Any(c => path[0].Now(c) is { } next && path[0].Breaks(next).Any());
        return new Year(submission.Exercise, FormLineage.Translate(values, path)[code], true, breaks);
    }

    private static CellYear Show(Statement statement, FormCell cell, Year year, Year? before)
    {
        var value = year.Exercise == statement.Exercise && statement.Calculation.Unavailable.Contains(cell.Code)
            ? "incalculable"
            : Words.Value(cell, year.Value);
        if (!year.Exists)
        {
            return new CellYear(year.Exercise, "–", null, null, "La cellule n’existait pas.");
        }

        if (before is null || before.Exercise != year.Exercise - 1)
        {
            return new CellYear(year.Exercise, value, null, null, null);
        }

        if (before.BreaksAfter)
        {
            return new CellYear(year.Exercise, value, null, null, $"Rupture de série\u00a0: ne se compare pas avec {before.Exercise}.");
        }

        return CellVariation.Of(cell.Type, year.Value, before.Value) is { } moved
            ? new CellYear(year.Exercise, value, Difference(cell, moved.Difference), Percent(moved.Percent), null)
            : new CellYear(year.Exercise, value, null, null, null);
    }

    private static string Difference(FormCell cell, decimal gap)
    {
        var sign = gap > 0 ? "+" : "";
        return cell.Type == CellType.Rate
            ? $"{sign}{CellFormatter.Number(gap, 2)}\u00a0{(Math.Abs(gap) >= 2 ? "points" : "point")}"
            : sign + CellFormatter.WithUnit(cell.Type, cell.Unit, CellValue.Of(gap));
    }

    private static string? Percent(decimal? percent) => percent is { } moved ? $"{(moved > 0 ? "+" : "")}{CellFormatter.Number(moved, 1)}\u00a0%" : null;
}
