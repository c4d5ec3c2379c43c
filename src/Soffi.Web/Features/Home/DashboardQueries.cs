using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Cgu;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Home;

/// <summary>Gathers what a person has to do next.</summary>
public sealed class DashboardQueries(
    SoffiDbContext database, CoverageQueries coverage, AgentTaskQueries tasks, KeyFigureQueries figures, TimeProvider clock)
{
    public async Task<DashboardViewModel> Of(Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var statements = await Statements(actor, now, cancellation);
        var campaigns = actor.Has(Permission.AdministerCampaigns)
            ? await database.Campaigns.AsNoTracking().OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).ToListAsync(cancellation)
            : [];
        var announced = await database.CguVersions.AsNoTracking().Where(v => v.EffectiveAt > now && v.WithdrawnAt == null)
            .OrderBy(v => v.EffectiveAt).Select(v => new AnnouncedCgu(v.Number, v.Summary, v.EffectiveAt)).FirstOrDefaultAsync(cancellation);
        return new DashboardViewModel(
            actor.DisplayName, statements, await Review(actor, cancellation),
            [.. campaigns.Select(c => new CampaignLine(c.Id, CampaignWords.Name(c.Kind, c.Exercise), CampaignWords.State(c, now), c.Deadline))],
            actor.Has(Permission.ViewStatistics), actor.Has(Permission.ManageAccess), actor.Has(Permission.ViewAudit),
            actor.Has(Permission.AdministerMaintenance), announced)
        {
            Breaches = await database.BreachNotices.AsNoTracking().Where(b => b.UserId == actor.UserId && b.State == BreachState.Notified)
                .OrderBy(b => b.DueAt).Select(b => new BreachLine(b.Id, b.Article, b.DueAt)).ToListAsync(cancellation),
            Cgu = actor.Has(Permission.AdministerCgu),
            Notices = await Notices(actor, now, cancellation),
            Figures = await figures.Of(actor, cancellation),
        };
    }

    /// <summary>The formal notices that run against the person's bodies.</summary>
    private async Task<IReadOnlyList<NoticeReminder>> Notices(Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var operators = actor.OperatorsFor(Permission.EditDeclaration);
        if (operators.Count == 0)
        {
            return [];
        }

        var rows = await (
            from notice in database.FormalNotices
            join body in database.Operators on notice.OperatorId equals body.Id
            where notice.State == NoticeState.Issued && (operators.Contains(body.Id) || operators.Contains(body.HostId ?? 0))
            orderby notice.DueAt
            select new { notice.Id, notice.Number, notice.DueAt, body.Name }).ToListAsync(cancellation);
        return [.. rows.Select(r => new NoticeReminder(r.Id, r.Number, r.Name, r.DueAt!.Value, now > r.DueAt))];
    }

    private async Task<IReadOnlyList<StatementLine>> Statements(Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        var operators = actor.OperatorsFor(Permission.EditDeclaration);
        if (operators.Count == 0)
        {
            return [];
        }

        var rows = await (
            from d in database.Declarations
            join o in database.Operators on d.OperatorId equals o.Id
            join c in database.Campaigns on d.CampaignId equals c.Id
            where operators.Contains(d.OperatorId) || operators.Contains(o.HostId ?? 0)
            orderby c.Exercise descending, c.Kind, o.Name
            select new { d.Id, d.Status, d.CorrectedNumber, Operator = o, Campaign = c }).AsNoTracking().ToListAsync(cancellation);
        var corrected = rows.Where(r => r.CorrectedNumber is not null).Select(r => r.Id).ToList();
        var requests = await database.DeclarationReopenings.AsNoTracking().Where(r => corrected.Contains(r.DeclarationId)).ToListAsync(cancellation);
        DeclarationReopening? Asked(Guid id, int? number) => requests.Find(r => r.DeclarationId == id && r.Number == number);
        return [.. rows.Where(r => r.Status != DeclarationStatus.Waived && r.Campaign.Accepts(r.CorrectedNumber is not null, now))
            .Select(r => new StatementLine(
                r.Id, CampaignWords.Name(r.Campaign.Kind, r.Campaign.Exercise), r.Operator.Name, r.Status,
                r.CorrectedNumber is null
                    ? CampaignWords.Deadline(r.Campaign.DeadlineFor(r.Operator), now)
                    : CorrectionWords.Due(Asked(r.Id, r.CorrectedNumber), now) ?? "corrections attendues",
                r.CorrectedNumber is null ? r.Campaign.IsLate(r.Operator, now) : Asked(r.Id, r.CorrectedNumber)?.IsLate(now) == true,
                actor.HasOn(Permission.SubmitDeclaration, r.Operator)))];
    }

    /// <summary>The campaigns still open, and the latest one if none is.</summary>
    private async Task<ReviewSummary?> Review(Actor actor, CancellationToken cancellation)
    {
        if (!actor.Has(Permission.ReviewDeclaration))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var scope = ReviewScope.Of(actor);
        var lines = await coverage.Of(scope, cancellation);
        var open = lines.Where(l => l.Campaign.IsOpen(now)).ToList();
        var shown = open.Count > 0 ? open : [.. lines.Where(l => l.Campaign.Id == lines[0].Campaign.Id)];
        var regions = scope.National ? [] : scope.Regions.Order(StringComparer.Ordinal).Select(code => Region.Find(code)?.Name ?? code).ToList();
        return new ReviewSummary(regions, shown, await tasks.Of(actor, cancellation));
    }
}
