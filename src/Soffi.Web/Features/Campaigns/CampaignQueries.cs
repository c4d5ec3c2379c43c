using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Maintenance;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Reads the campaigns with their forms and who has submitted.</summary>
public sealed class CampaignQueries(SoffiDbContext database, CoverageQueries coverage, StatementOpenings openings, TimeProvider clock)
{
    private static readonly ReviewScope Everybody = new(true, new HashSet<string>());

    public async Task<IReadOnlyList<CampaignViewModel>> All(CancellationToken cancellation)
    {
        var campaigns = await database.Campaigns.AsNoTracking()
            .OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).ToListAsync(cancellation);
        var forms = await Forms(cancellation);
        var lines = await coverage.Of(Everybody, cancellation);
        return [.. campaigns.Select(c => Of(c, forms, lines))];
    }

    public async Task<CampaignPageViewModel?> Page(int id, CancellationToken cancellation)
    {
        if (await Read(id, cancellation) is not { } campaign)
        {
            return null;
        }

        var plan = await openings.Plan(campaign, cancellation);
        var documents = await database.CampaignDocuments.CountAsync(d => d.CampaignId == id, cancellation);
        var owing = await database.CampaignObligations.CountAsync(o => o.CampaignId == id && o.Owes, cancellation);
        var now = clock.GetUtcNow();
        var windows = await database.MaintenanceWindows.AsNoTracking().Where(w => w.CancelledAt == null && w.EndsAt > now).OrderBy(w => w.StartsAt).ToListAsync(cancellation);
        return new CampaignPageViewModel(
            Of(campaign, await Forms(cancellation), await coverage.Of(Everybody, cancellation)), campaign.StateAt(clock.GetUtcNow()),
            plan.WithoutForm.Count == 0 ? null : CampaignPhrases.WithoutForm(plan.WithoutForm), owing,
            plan.ToOpen.Count + plan.WithoutForm.Count, campaign.Extensions.Count(e => e.IsActive), documents)
        {
            Maintenances = [
                .. windows.Where(w => campaign.Deadline > now && w.Overlaps(campaign.Deadline)).Select(w => new OverlappingMaintenance(
                    MaintenanceWords.Sentence(w, now), MaintenanceWords.Period(w), w.Restored(campaign.Deadline))),
            ],
        };
    }

    /// <summary>Campaigns whose settings can be copied, the latest first.</summary>
    public async Task<IReadOnlyList<CopySource>> Sources(CancellationToken cancellation) => await database.Campaigns.AsNoTracking()
        .OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).Select(c => new CopySource(c.Id, c.Kind, c.Exercise)).ToListAsync(cancellation);

    public async Task<ExtensionsViewModel?> Extensions(int id, CancellationToken cancellation)
    {
        if (await Read(id, cancellation) is not { } campaign)
        {
            return null;
        }

        var bodies = await Bodies(cancellation);
        var owing = await database.CampaignObligations.Where(o => o.CampaignId == id && o.Owes).Select(o => o.OperatorId).ToListAsync(cancellation);
        var now = clock.GetUtcNow();
        var windows = await database.MaintenanceWindows.AsNoTracking().Where(w => w.CancelledAt == null).OrderBy(w => w.StartsAt).ToListAsync(cancellation);
        return new ExtensionsViewModel(
            new CampaignHead(campaign), [.. bodies.Where(b => owing.Contains(b.Id)).Select(b => new BodyChoice(b.Id, b.Name, campaign.DeadlineFor(b)))],
            [.. campaign.Extensions.OrderByDescending(e => e.GrantedAt).Select(e => new ExtensionLine(
                e.OperatorId, bodies.Find(b => b.Id == e.OperatorId)!.Name, e.Deadline, e.Reason, e.GrantedBy, e.GrantedAt, e.EndedAt, e.EndReason, e.EndedBy))])
        {
            Maintenances = (
                from body in bodies
                let deadline = campaign.DeadlineFor(body)
                let window = windows.Find(w => w.Overlaps(deadline))
                where window is not null
                let restored = window.Restored(deadline)
                where restored > now
                select (body.Id, Window: new OverlappingMaintenance(MaintenanceWords.Sentence(window, now), MaintenanceWords.Period(window), restored)))
                .ToDictionary(p => p.Id, p => p.Window),
        };
    }

    public async Task<ObligationsViewModel?> Obligations(int id, CancellationToken cancellation)
    {
        if (await Read(id, cancellation) is not { } campaign)
        {
            return null;
        }

        var bodies = await Bodies(cancellation);
        var known = await database.CampaignObligations.AsNoTracking().Where(o => o.CampaignId == id).ToDictionaryAsync(o => o.OperatorId, cancellation);
        var statements = await database.Declarations.AsNoTracking().Where(d => d.CampaignId == id)
            .Select(d => new { d.OperatorId, d.Status }).ToDictionaryAsync(d => d.OperatorId, d => d.Status, cancellation);
        return new ObligationsViewModel(
            new CampaignHead(campaign),
            [.. bodies.Select(b => ObligationLine.Of(
                b, bodies.Find(h => h.Id == b.HostId)?.Name, known.GetValueOrDefault(b.Id),
                statements.TryGetValue(b.Id, out var status) ? status : null))]);
    }

    public async Task<DocumentsViewModel?> Documents(int id, CancellationToken cancellation) => await Read(id, cancellation) is { } campaign
        ? new DocumentsViewModel(
            new CampaignHead(campaign),
            [.. (await database.CampaignDocuments.AsNoTracking().Where(d => d.CampaignId == id).ToListAsync(cancellation))
                .OrderBy(d => d.OperatorType).ThenBy(d => d.Id)
                .Select(d => new DocumentLine(d.Id, d.OperatorType, d.Code, d.Label, d.LegalBasis, d.Need, d.Extensions))])
        : null;

    private Task<Campaign?> Read(int id, CancellationToken cancellation) =>
        database.Campaigns.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, cancellation);

    private async Task<List<Operator>> Bodies(CancellationToken cancellation) =>
        CampaignPhrases.InReadingOrder(await database.Operators.AsNoTracking().ToListAsync(cancellation));

    private CampaignViewModel Of(Campaign campaign, List<FormLine> forms, IReadOnlyList<CoverageLine> coverage) => new(
        campaign, CampaignWords.Name(campaign.Kind, campaign.Exercise), CampaignWords.State(campaign, clock.GetUtcNow()),
        [.. forms.Where(f => f.Kind == campaign.Kind && f.Exercise == campaign.Exercise)],
        [.. coverage.Where(l => l.Campaign.Id == campaign.Id)]);

    private Task<List<FormLine>> Forms(CancellationToken cancellation) => database.FormVersions.AsNoTracking()
        .OrderBy(f => f.OperatorType).ThenBy(f => f.Number)
        .Select(f => new FormLine(f.Id, f.Kind, f.Exercise, f.OperatorType, f.Number, f.Title, f.Sha256, f.PublishedAt))
        .ToListAsync(cancellation);
}
