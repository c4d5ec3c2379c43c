using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Whether a body owes a statement, as typed.</summary>
public sealed class ObligationForm
{
    public const string Owing = "doit";
    public const string NotOwing = "ne-doit-pas";

    public string? Operator { get; set; }

    /// <summary><see cref="Owing"/> or <see cref="NotOwing"/>.</summary>
    public string? Owes { get; set; }

    public string? Cause { get; set; }

    public string? Note { get; set; }

    /// <summary>The faults by field; none when it can be decided.</summary>
    public Dictionary<string, string> Faults(ObligationsViewModel page)
    {
        var faults = new Dictionary<string, string>();
        if (Line(page) is null)
        {
            faults[nameof(Operator)] = "Choisissez un organisme de la liste.";
        }

        if (Owes is not (Owing or NotOwing))
        {
            faults[nameof(Owes)] = "Dites si l’organisme doit une déclaration ou non.";
        }

        if (Reason is null)
        {
            faults[nameof(Cause)] = "Choisissez un motif de la liste.";
        }

        if (ReasonForm.Fault(Note) is { } fault)
        {
            faults[nameof(Note)] = fault;
        }

        return faults;
    }

    public ObligationReason? Reason => Enum.TryParse<ObligationReason>(Cause, out var reason) && Enum.IsDefined(reason) ? reason : null;

    public ObligationLine? Line(ObligationsViewModel page) =>
        page.Lines.FirstOrDefault(l => l.OperatorId.ToString(CultureInfo.InvariantCulture) == Operator);
}

/// <param name="Owes">Null when the campaign does not know the body: it owes nothing.</param>
/// <param name="Statement">Where its statement stands; null when there is none.</param>
public sealed record ObligationLine(
    int OperatorId, string Name, OperatorType Type, string? HostName, bool? Owes, string Reason, string Note, string DecidedBy,
    DateTimeOffset? DecidedAt, DeclarationStatus? Statement)
{
    public static ObligationLine Of(Operator body, string? hostName, CampaignObligation? obligation, DeclarationStatus? statement) => new(
        body.Id, body.Name, body.Type, hostName, obligation?.Owes, obligation is null ? "" : CampaignPhrases.Of(obligation.Reason),
        obligation?.Note ?? "", obligation?.DecidedBy ?? "", obligation?.DecidedAt, statement);

    public string StatementWords => Statement is { } status ? StatusWords.Of(status) : "Aucune";
}

public sealed record ObligationsViewModel(CampaignHead Campaign, IReadOnlyList<ObligationLine> Lines)
{
    public ObligationForm Form { get; init; } = new();

    /// <summary>Why nothing was done, when it is not for a field.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Decides who owes what; in a campaign whose opening is decided, the statement follows, in the same transaction.</summary>
public sealed class ObligationRegister(SoffiDbContext database, StatementOpenings openings, AuditTrail audit, CampaignTrail trail, TimeProvider clock)
{
    /// <returns>Why it cannot be, or null when it is done.</returns>
    public Task<string?> Decide(int campaignId, int operatorId, ObligationForm form, Actor actor, CancellationToken cancellation) =>
        database.InTransaction(
            async token =>
            {
                database.ChangeTracker.Clear();
                var campaign = await database.Campaigns.Include(c => c.Obligations).SingleAsync(c => c.Id == campaignId, token);
                var body = await database.Operators.SingleAsync(o => o.Id == operatorId, token);
                var statement = await database.Declarations.SingleOrDefaultAsync(d => d.CampaignId == campaignId && d.OperatorId == operatorId, token);
                var owes = form.Owes == ObligationForm.Owing;
                if (Objection(campaign, statement, owes) is { } objection)
                {
                    return objection;
                }

                if (owes && statement is null && campaign.OpeningDecided && !await HasForm(campaign, body, token))
                {
                    return CampaignPhrases.WithoutForm([body]);
                }

                var now = clock.GetUtcNow();
                var before = campaign.Obligations.FirstOrDefault(o => o.OperatorId == operatorId)?.Owes;
                campaign.Oblige(operatorId, owes, form.Reason!.Value, form.Note!.Trim(), actor.DisplayName, now);
                trail.Add(
                    campaign, actor, AuditAction.ObligationChanged,
                    new { operateur = body.Code, avant = before, apres = owes, cause = CampaignPhrases.Of(form.Reason.Value), motif = form.Note.Trim() }, body.Id);
                await database.SaveChangesAsync(token); // The plan of the openings reads what is saved.
                if (campaign.OpeningDecided)
                {
                    await Follow(campaign, body, statement, owes, actor, now, token);
                }

                return null;
            },
            cancellation);

    private string? Objection(Campaign campaign, Declaration? statement, bool owes)
    {
        if (!owes && statement is { IsSealed: true } or { IsCorrecting: true })
        {
            return "Cet organisme a déjà déposé sa déclaration\u00a0: elle ne peut plus être sans objet.";
        }

        return owes && statement is null && campaign.IsClosed(clock.GetUtcNow())
            ? "La campagne est close\u00a0: aucune déclaration nouvelle ne peut y être ouverte. Rouvrez d’abord la campagne."
            : null;
    }

    private async Task Follow(
        Campaign campaign, Operator body, Declaration? statement, bool owes, Actor actor, DateTimeOffset now, CancellationToken cancellation)
    {
        if (statement is null && owes)
        {
            var plan = await openings.Plan(campaign, cancellation);
            openings.Open(campaign, plan with { ToOpen = [.. plan.ToOpen.Where(o => o.Body.Id == body.Id)] }, actor, now);
        }
        else if (statement is not null && owes && statement.Status == DeclarationStatus.Waived)
        {
            statement.Reinstate(now);
            audit.Add(Entry(statement, AuditAction.DeclarationReinstated, actor, now));
        }
        else if (statement is { Status: DeclarationStatus.ToFill or DeclarationStatus.InProgress } && !owes)
        {
            statement.Waive(now);
            audit.Add(Entry(statement, AuditAction.DeclarationWaived, actor, now));
        }

        await database.SaveChangesAsync(cancellation);
    }

    private Task<bool> HasForm(Campaign campaign, Operator body, CancellationToken cancellation) => database.FormVersions.AnyAsync(
        f => f.Kind == campaign.Kind && f.Exercise == campaign.Exercise && f.OperatorType == body.Type, cancellation);

    private static AuditEntry Entry(Declaration statement, string action, Actor actor, DateTimeOffset now) =>
        new(now, actor.UserId, actor.DisplayName, action, "declaration", statement.Id.ToString(), statement.OperatorId, "{}");
}
