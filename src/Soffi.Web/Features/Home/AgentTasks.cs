using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Notices;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.FollowUp;

namespace Soffi.Web.Features.Home;

/// <summary>Something that waits for an agent, with the page that lists it.</summary>
/// <param name="Text">« 3 déclarations en retard : ESF 2025 ».</param>
/// <param name="IsLate">Its day is past.</param>
public sealed record AgentTask(string Text, string Href, bool IsLate);

/// <summary>What is late and what is to come, within what the agent may read; each count is that of the page it leads to.</summary>
public sealed class AgentTaskQueries(SoffiDbContext database, FollowedQueries followed, SealedExplanations explanations, DeliveryQueries deliveries, TimeProvider clock)
{
    /// <summary>What is late first; empty when nothing waits.</summary>
    public async Task<IReadOnlyList<AgentTask>> Of(Actor actor, CancellationToken cancellation)
    {
        var scope = ReviewScope.Of(actor);
        List<AgentTask> tasks =
        [
            .. await Statements(scope, cancellation), .. await Notices(scope, cancellation), .. await Explanations(scope, cancellation),
            .. actor.Has(Permission.InstructDeclaration) ? await Deliveries(cancellation) : [],
        ];
        return [.. tasks.OrderByDescending(t => t.IsLate)];
    }

    /// <summary>Statements past their deadline or still expected in the open campaigns, corrections past their day in any.</summary>
    private async Task<IEnumerable<AgentTask>> Statements(ReviewScope scope, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var corrected = await database.Declarations.Where(d => d.CorrectedNumber != null).Select(d => d.CampaignId).Distinct().ToListAsync(cancellation);
        var campaigns = (await followed.Campaigns(cancellation)).Where(c => c.IsOpen(now) || corrected.Contains(c.Id)).ToList();
        var owed = (await followed.Statements([.. campaigns.Select(c => c.Id)], cancellation)).Where(s => scope.Covers(s.Body)).ToLookup(s => s.Campaign.Id);
        return campaigns.SelectMany(c => Of(c, [.. owed[c.Id]], now));
    }

    private static IEnumerable<AgentTask> Of(Campaign campaign, List<FollowedStatement> owed, DateTimeOffset now)
    {
        var name = CampaignWords.Name(campaign.Kind, campaign.Exercise);
        var missing = campaign.IsOpen(now) ? owed.Where(s => s.IsMissing).ToList() : [];
        var late = missing.Count(s => s.IsLate(now));
        if (late > 0)
        {
            yield return new AgentTask($"{Count(late, "déclaration")} en retard\u00a0: {name}", Page("retard"), true);
        }

        if (missing.Where(s => !s.IsLate(now)).Select(s => (DateTimeOffset?)s.Deadline).Min() is { } next)
        {
            yield return new AgentTask(
                $"{Count(missing.Count, "déclaration")} non déposée{(missing.Count > 1 ? "s" : "")}\u00a0: {name}, {CampaignWords.Deadline(next, now)}{(late > 0 ? $"\u202f; {late} en retard" : "")}",
                Page("manquantes"), false);
        }

        if (owed.Count(s => s.IsCorrectionLate(now)) is > 0 and var corrections)
        {
            yield return new AgentTask($"{Count(corrections, "déclaration")} dont les corrections sont en retard\u00a0: {name}", Page("corrections-retard"), true);
        }

        string Page(string matter) => $"/instruction/suivi?exercice={campaign.Exercise}&campagne={campaign.Kind}&situation={matter}";
    }

    private async Task<IEnumerable<AgentTask>> Notices(ReviewScope scope, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var open = (await (
            from notice in database.FormalNotices
            join body in database.Operators on notice.OperatorId equals body.Id
            where notice.ClosedAt == null
            select new { notice.State, notice.DueAt, Body = body }).AsNoTracking().ToListAsync(cancellation)).Where(n => scope.Covers(n.Body)).ToList();
        var running = open.Where(n => n.State == NoticeState.Issued && now <= n.DueAt).ToList();
        return new (int Count, string Text, string State, bool IsLate)[]
        {
            (open.Count(n => n.State == NoticeState.Issued && now > n.DueAt), "dont le délai est expiré", "a-decider", true),
            (running.Count, $"en cours, première réponse attendue avant le {ParisTime.Day(running.Min(n => n.DueAt) ?? now)}", "en-cours", false),
            (open.Count(n => n.State == NoticeState.Proposed), "à examiner, proposée par une direction régionale", "proposees", false),
        }.Where(t => t.Count > 0).Select(t => new AgentTask(
            $"{(t.Count == 1 ? "1\u00a0mise" : $"{t.Count}\u00a0mises")} en demeure {(t.Count > 1 ? t.Text.Replace("proposée par une direction régionale", "proposées par des directions régionales", StringComparison.Ordinal) : t.Text)}",
            $"/instruction/mises-en-demeure?etat={t.State}", t.IsLate));
    }

    /// <summary>Explanations that nobody gave an opinion on yet, in the statements that are being read.</summary>
    private async Task<IReadOnlyList<AgentTask>> Explanations(ReviewScope scope, CancellationToken cancellation)
    {
        var ids = await database.Declarations.Where(d => d.Status == DeclarationStatus.Submitted || d.Status == DeclarationStatus.UnderReview)
            .Select(d => d.CampaignId).Distinct().ToListAsync(cancellation);
        var campaigns = await database.Campaigns.IgnoreAutoIncludes().AsNoTracking().Where(c => ids.Contains(c.Id)).OrderByDescending(c => c.Exercise).ThenBy(c => c.Kind).ToListAsync(cancellation);
        var tasks = new List<AgentTask>();
        foreach (var campaign in campaigns)
        {
            var unread = (await explanations.Of(campaign.Kind, null, [campaign.Exercise], [], cancellation)).Count(e => e.AwaitsOpinion && scope.Covers(e.Operator));
            if (unread > 0)
            {
                tasks.Add(new AgentTask(
                    $"{Count(unread, "justification")} à lire\u00a0: {CampaignWords.Name(campaign.Kind, campaign.Exercise)}", $"/instruction/justifications?campagne={campaign.Id}&avis=a-lire", false));
            }
        }

        return tasks;
    }

    /// <summary>Submitted statements that a recipient by law has not been sent, and sendings that failed.</summary>
    private async Task<IReadOnlyList<AgentTask>> Deliveries(CancellationToken cancellation)
    {
        var heads = await (
            from submission in database.Submissions
            join campaign in database.Campaigns.IgnoreAutoIncludes() on submission.CampaignId equals campaign.Id
            join body in database.Operators on submission.OperatorId equals body.Id
            where submission.IsLatest && campaign.Kind == StatementKind.Esf
            select new { submission.Id, submission.DeclarationId, Body = body }).AsNoTracking().ToListAsync(cancellation);
        var last = (await deliveries.OfStatements([.. heads.Select(h => h.DeclarationId)], cancellation))
            .GroupBy(l => (l.Delivery.SubmissionId, l.Delivery.Recipient)).ToDictionary(g => g.Key, g => g.MaxBy(l => l.Delivery.Copy)!);
        var owed = heads.SelectMany(h => LegalRecipients.Of(StatementKind.Esf, h.Body).Where(r => r.IsDelivered).Select(r => last.GetValueOrDefault((h.Id, r.Code)))).ToList();
        var (waiting, failed) = (owed.Count(l => l is null or { Delivery.State: DeliveryState.Cancelled }), owed.Count(l => l is { HasFailed: true }));
        return
        [
            .. failed > 0 ? new[] { new AgentTask($"{Count(failed, "transmission")} en échec", "/instruction/transmissions?etat=echecs", true) } : [],
            .. waiting > 0 ? new[] { new AgentTask($"{Count(waiting, "transmission")} à faire aux destinataires prévus par les textes", "/instruction/transmissions?etat=a-transmettre", false) } : [],
        ];
    }

    private static string Count(int count, string word) => $"{count}\u00a0{word}{(count > 1 ? "s" : "")}";
}
