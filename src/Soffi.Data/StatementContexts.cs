using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Data;

/// <summary>Gathers what a statement's figures depend on beside its cells: one place for entry, submission and review.</summary>
public sealed class StatementContexts(SoffiDbContext context, FormCatalog forms, StandingStatements standing, TimeProvider clock)
{
    private static readonly Prepared<Func<SoffiDbContext, int, StatementKind, int, IAsyncEnumerable<PastVersion>>> PastVersions = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, int operatorId, StatementKind kind, int exercise) =>
            from submission in context.Submissions
            join past in context.Campaigns.IgnoreAutoIncludes() on submission.CampaignId equals past.Id
            where submission.OperatorId == operatorId && past.Kind == kind && past.Exercise == exercise
            orderby submission.Number
            select new PastVersion(submission.Id, submission.Number, submission.SubmittedAt)));

    private static readonly Prepared<Func<SoffiDbContext, int, OperatorType, IAsyncEnumerable<CampaignControlChange>>> ControlChanges = new(() =>
        EF.CompileAsyncQuery((SoffiDbContext context, int campaignId, OperatorType type) => context.CampaignControlChanges
            .Where(c => c.CampaignId == campaignId && c.OperatorType == type && c.EndedAt == null).OrderBy(c => c.Id).AsNoTracking()));

    /// <summary>
    /// The context of that statement today; of a submitted one, with last year as it was known when it was submitted. The same
    /// object as long as nothing it is made of changed.
    /// </summary>
    public async Task<StatementContext> Of(LoadedDeclaration loaded, FormDefinition form, CancellationToken cancellation = default)
    {
        var (versions, switched) = await standing.OfFrame(
            loaded.Declaration.Id, loaded.FrameStamp,
            async () => new Frame(await LastYear(loaded.Operator.Id, loaded.Campaign, cancellation), await Changes(loaded.Operator, loaded.Campaign, cancellation)));
        var changes = await Waived(switched, loaded.Declaration, cancellation);
        var submitted = await SubmittedAt(loaded.Declaration, cancellation);
        var key = string.Create(
            CultureInfo.InvariantCulture,
            $"{form.Header.Sha256} {Today():O} {loaded.Operator.Code} {loaded.Operator.RegionCode} {submitted:O} {string.Join(' ', versions)} {string.Join(' ', changes)}");
        if (standing.ContextOf(loaded.Declaration.Id, key) is { } known)
        {
            return known;
        }

        var made = await Make(loaded, form, versions, changes, submitted, cancellation);
        standing.KeepContext(loaded.Declaration.Id, key, made);
        return made;
    }

    /// <summary>What a correction of last year's statement changed for this one since it was submitted; null when nothing.</summary>
    /// <param name="values">What was submitted.</param>
    public async Task<LateCorrection?> Late(Submission submission, Campaign campaign, CellValues values, CancellationToken cancellation = default)
    {
        var versions = await LastYear(submission.OperatorId, campaign, cancellation);
        var known = versions.LastOrDefault(v => v.SubmittedAt <= submission.SubmittedAt);
        if (known == versions.LastOrDefault())
        {
            return null;
        }

        var form = await forms.Definition(submission.FormVersionId, cancellation);
        return Late(form, campaign, values, await Values(known, form, cancellation), await Values(versions[^1], form, cancellation), known, versions);
    }

    /// <summary>The context of a statement of that body in that campaign, whether it was begun or not.</summary>
    public async Task<StatementContext> Of(Operator body, Campaign campaign, FormDefinition form, CancellationToken cancellation = default) =>
        Around(body, await Values((await LastYear(body.Id, campaign, cancellation)).LastOrDefault(), form, cancellation), await Changes(body, campaign, cancellation));

    private StatementContext Around(Operator body, CellValues previous, IReadOnlyList<ControlChange> changes) => new()
    {
        Previous = previous,
        Today = Today(),
        OperatorCode = body.Code,
        RegionCode = body.RegionCode,
        ControlChanges = changes.ToDictionary(c => c.ControlCode),
    };

    private async Task<StatementContext> Make(
        LoadedDeclaration loaded, FormDefinition form, List<PastVersion> versions, IReadOnlyList<ControlChange> changes, DateTimeOffset? submitted,
        CancellationToken cancellation)
    {
        var declaration = loaded.Declaration;
        var known = versions.LastOrDefault(v => submitted is null || v.SubmittedAt <= submitted);
        var context = Around(loaded.Operator, await Values(known, form, cancellation), changes);
        if (known?.SubmittedAt > declaration.CreatedAt && known != versions[0])
        {
            var begun = versions.LastOrDefault(v => v.SubmittedAt <= declaration.CreatedAt) ?? versions[0];
            var corrected = OpeningCorrection.Find(form, await Values(begun, form, cancellation), context.Previous, known.Number, known.Day);
            context = corrected is null ? context : context with { Facts = [.. context.Facts, corrected] };
        }

        return versions.Count == 0 || versions[^1] == known ? context : context with
        {
            LateCorrection = Late(
                form, loaded.Campaign, declaration.Values(), context.Previous, await Values(versions[^1], form, cancellation), known, versions),
        };
    }

    private DateOnly Today() => DateOnly.FromDateTime(ParisTime.Of(clock.GetUtcNow()).DateTime);

    private async Task<IReadOnlyList<ControlChange>> Changes(Operator body, Campaign campaign, CancellationToken cancellation)
    {
        var changes = new List<ControlChange>();
        await foreach (var change in ControlChanges.On(context)(context, campaign.Id, body.Type).WithCancellation(cancellation))
        {
            changes.Add(change.ToChange());
        }

        return changes;
    }

    /// <summary>Controls set aside for that statement count as switched off as long as that holds.</summary>
    private async Task<IReadOnlyList<ControlChange>> Waived(IReadOnlyList<ControlChange> changes, Declaration declaration, CancellationToken cancellation)
    {
        if (!declaration.HasWaivers)
        {
            return changes;
        }

        var now = clock.GetUtcNow();
        var all = changes.ToDictionary(c => c.ControlCode);
        foreach (var waiver in await context.ControlWaivers.AsNoTracking().Where(w => w.DeclarationId == declaration.Id).OrderBy(w => w.Id).ToListAsync(cancellation))
        {
            if (waiver.Holds(now))
            {
                all[waiver.ControlCode] = new ControlChange(waiver.ControlCode, null, waiver.Reason, waiver.At);
            }
        }

        return [.. all.Values];
    }

    private static LateCorrection? Late(
        FormDefinition form, Campaign campaign, CellValues values, CellValues known, CellValues now, PastVersion? last, List<PastVersion> versions)
    {
        if (versions.Count == 0 || versions[^1] == last)
        {
            return null;
        }

        var moved = OpeningCorrection.Moved(form, values, known, now);
        return moved.Count == 0 ? null : new LateCorrection(campaign.Exercise - 1, versions[^1].Number, versions[^1].Day, moved);
    }

    /// <summary>The submissions of last year's statement, the first one first.</summary>
    private async Task<List<PastVersion>> LastYear(int operatorId, Campaign campaign, CancellationToken cancellation)
    {
        var versions = new List<PastVersion>();
        await foreach (var version in PastVersions.On(context)(context, operatorId, campaign.Kind, campaign.Exercise - 1).WithCancellation(cancellation))
        {
            versions.Add(version);
        }

        return versions;
    }

    /// <summary>When it was submitted last; null while it may be changed.</summary>
    private async Task<DateTimeOffset?> SubmittedAt(Declaration declaration, CancellationToken cancellation) =>
        !declaration.IsSealed ? null : await context.Submissions
            .Where(s => s.DeclarationId == declaration.Id && s.IsLatest).Select(s => (DateTimeOffset?)s.SubmittedAt).SingleOrDefaultAsync(cancellation);

    /// <summary>What that version says, in this year's codes; nothing for none.</summary>
    private async Task<CellValues> Values(PastVersion? version, FormDefinition form, CancellationToken cancellation)
    {
        if (version is null)
        {
            return CellValues.Empty;
        }

        if (standing.Past(version.Id, form) is { } known)
        {
            return known;
        }

        var id = version.Id;
        var cells = await context.SubmissionCells.AsNoTracking().Where(c => c.SubmissionId == id).ToListAsync(cancellation);
        var values = form.Mapping.Translate(new CellValues(cells.Select(c => KeyValuePair.Create(c.Code, c.Value))));
        standing.KeepPast(id, form, values);
        return values;
    }

    /// <summary>What the campaign and last year's submissions give.</summary>
    private sealed record Frame(List<PastVersion> Versions, IReadOnlyList<ControlChange> Changes);

    /// <summary>A submission of last year's statement.</summary>
    private sealed record PastVersion(Guid Id, int Number, DateTimeOffset SubmittedAt)
    {
        /// <summary>In Paris.</summary>
        public DateOnly Day => DateOnly.FromDateTime(ParisTime.Of(SubmittedAt).DateTime);
    }
}
