using Soffi.Data;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>Builds the list of forms and the page of a published version.</summary>
public sealed class WorkshopPages(WorkshopQueries queries, FormCatalog catalog, FormDrafts drafts, FormsBefore before)
{
    public async Task<WorkshopViewModel> List(string? refusal, int? standingDraft, CancellationToken cancellation)
    {
        var versions = await queries.Versions(cancellation);
        var open = await queries.Drafts(cancellation);
        var lines = new List<VersionLine>();
        foreach (var version in versions)
        {
            lines.Add(await Line(version, cancellation));
        }

        var draftLines = new List<DraftLine>();
        foreach (var draft in open)
        {
            var reading = await drafts.Read(draft, cancellation);
            draftLines.Add(new DraftLine(
                draft.Id, new FormName(draft.Kind, draft.OperatorType, draft.Exercise), draft.Number, draft.UpdatedBy, draft.UpdatedAt, reading.Faults.Count));
        }

        // The year after the last one published, unless somebody prepares it already.
        var next = versions.GroupBy(v => (v.Kind, v.Type)).Select(g => g.First())
            .Select(v => new NextYear(v.Name with { Exercise = v.Exercise + 1 }, v.Id, v.Exercise))
            .Where(n => draftLines.TrueForAll(d => d.Name != n.Name)).ToList();
        return new WorkshopViewModel(lines, draftLines, next, refusal, standingDraft);
    }

    /// <summary>Null when there is none.</summary>
    public async Task<VersionViewModel?> Version(int id, CancellationToken cancellation)
    {
        var versions = await queries.Versions(cancellation);
        if (versions.FirstOrDefault(v => v.Id == id) is not { } version)
        {
            return null;
        }

        var form = await catalog.Definition(id, cancellation);
        var former = versions.FirstOrDefault(v => v.Name == version.Name && v.Number < version.Number);
        var reference = former is null ? await before.Of(form, cancellation) : await catalog.Definition(former.Id, cancellation);
        return new VersionViewModel(
            await Line(version, cancellation), versions.First(v => v.Name == version.Name).Id == id, version.CorrectionReason, form,
            reference is null ? null : Name(reference.Header), reference is null ? [] : FormDifference.Between(reference, form));
    }

    public static FormName Name(FormHeader header) => new(header.Kind, header.OperatorType, header.Exercise);

    private async Task<VersionLine> Line(PublishedVersion version, CancellationToken cancellation)
    {
        var form = await catalog.Definition(version.Id, cancellation);
        var inputs = form.Cells.Count(c => c.IsInput);
        return new VersionLine(
            version.Id, version.Name, version.Number, version.Title, version.Sha256, version.PublishedAt, inputs, form.Cells.Count - inputs,
            form.Cadres.Sum(c => c.Tables.Count), form.Controls.DistinctBy(c => c.Code).Count());
    }
}
