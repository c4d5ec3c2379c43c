using System.Runtime.CompilerServices;
using Soffi.Data;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Forms;

/// <summary>
/// The statements submitted for the family of a form, under its codes, body by body: never more than those of one body at a
/// time in memory.
/// </summary>
public sealed class PastStatements(RehearsalQueries queries, FormCatalog catalog)
{
    /// <summary>What can be given, and what cannot: a year whose correspondence is missing.</summary>
    /// <param name="Ready">Submissions that the form can be tried on.</param>
    /// <param name="Apart">Those that it cannot.</param>
    public sealed record Plan(IReadOnlyList<PastSubmission> Ready, IReadOnlyList<PastSubmission> Apart, FormLineage Lineage);

    public async Task<Plan> Prepare(FormDefinition form, CancellationToken cancellation)
    {
        var header = form.Header;
        var family = await queries.Family(header.Kind, header.OperatorType, header.Exercise - 1, cancellation);
        var before = new List<FormDefinition>();
        foreach (var version in family.DistinctBy(v => v.Exercise))
        {
            before.Add(await catalog.Definition(version.Id, cancellation));
        }

        var lineage = new FormLineage(form, before);
        var submissions = await queries.Submissions(header.Kind, header.OperatorType, header.Exercise, cancellation);
        var ready = submissions.Where(s => lineage.From(s.Exercise) is not null).ToList();
        return new Plan(ready, [.. submissions.Except(ready)], lineage);
    }

    public async IAsyncEnumerable<PastStatement> Of(Plan plan, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var codes = new Dictionary<(int Version, int Exercise), HashSet<CellCode>>();
        foreach (var body in plan.Ready.GroupBy(s => s.OperatorCode))
        {
            // The statement of a year is last year's for the next: read once.
            var values = new Dictionary<int, CellValues>();
            foreach (var submission in body)
            {
                values[submission.Exercise] = FormLineage.Translate(await queries.Values(submission.Id, cancellation), plan.Lineage.From(submission.Exercise)!);
            }

            var byYear = body.ToDictionary(s => s.Exercise);
            foreach (var submission in body)
            {
                var last = byYear.GetValueOrDefault(submission.Exercise - 1);
                yield return new PastStatement(
                    new PastOperator(submission.OperatorCode, submission.OperatorName, submission.RegionCode), submission.Exercise,
                    DateOnly.FromDateTime(ParisTime.Of(submission.SubmittedAt).DateTime),
                    values[submission.Exercise], await Known(submission), last is null ? CellValues.Empty : values[last.Exercise],
                    last is null ? new HashSet<CellCode>() : await Known(last));
            }
        }

        async Task<HashSet<CellCode>> Known(PastSubmission submission)
        {
            var key = (submission.FormVersionId, submission.Exercise);
            if (!codes.TryGetValue(key, out var known))
            {
                var form = await catalog.Definition(submission.FormVersionId, cancellation);
                codes[key] = known = FormLineage.Translate(form.Cells.Select(c => c.Code), plan.Lineage.From(submission.Exercise)!);
            }

            return known;
        }
    }
}
