using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Forms;

/// <summary>Switches controls off, lowers and restores them; each decision and its entry of the journal in one transaction.</summary>
public sealed class ControlRegister(SoffiDbContext database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Decides from now on; a former decision on the same control is ended, and kept.</summary>
    /// <param name="severity">The lower severity; null to switch it off. The caller has asked <see cref="StatementControls.Refusal"/>.</param>
    /// <returns>False when somebody else decided at the same time: nothing was written.</returns>
    public async Task<bool> Change(
        Campaign campaign, OperatorType type, ListedControl control, Severity? severity, string reason, Actor actor, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var former = await Active(campaign, type, control.Code, cancellation);
        try
        {
            await database.InTransaction(
                async token =>
                {
                    if (former is not null)
                    {
                        // Ended by itself first: the index that allows one decision at a time is checked row by row.
                        former.End(reason, actor, now);
                        await database.SaveChangesAsync(token);
                    }

                    database.CampaignControlChanges.Add(new CampaignControlChange(campaign.Id, type, control.Code, severity, reason, actor, now));
                    Write(AuditAction.ControlChanged, campaign, type, control, actor, now, new
                    {
                        libelle = control.Label,
                        gravite = Severities.Word(control.Severity),
                        avant = Words(control, former),
                        apres = severity is { } lower ? Severities.Word(lower) : "désactivé",
                        motif = reason,
                    });
                    return await database.SaveChangesAsync(token);
                },
                cancellation);
            return true;
        }
        catch (DbUpdateException e) when (UniqueViolation.Is(e))
        {
            database.ChangeTracker.Clear();
            return false;
        }
    }

    /// <summary>The control is again as the form has it.</summary>
    /// <returns>False when it already was.</returns>
    public async Task<bool> Restore(
        Campaign campaign, OperatorType type, ListedControl control, string reason, Actor actor, CancellationToken cancellation)
    {
        if (await Active(campaign, type, control.Code, cancellation) is not { } former)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        former.End(reason, actor, now);
        Write(AuditAction.ControlRestored, campaign, type, control, actor, now, new
        {
            libelle = control.Label,
            avant = Words(control, former),
            apres = Severities.Word(control.Severity),
            motif = reason,
        });
        await database.SaveChangesAsync(cancellation);
        return true;
    }

    private Task<CampaignControlChange?> Active(Campaign campaign, OperatorType type, string code, CancellationToken cancellation) =>
        database.CampaignControlChanges.SingleOrDefaultAsync(
            c => c.CampaignId == campaign.Id && c.OperatorType == type && c.ControlCode == code && c.EndedAt == null, cancellation);

    private static string Words(ListedControl control, CampaignControlChange? change) =>
        change is null ? Severities.Word(control.Severity) : change.Severity is { } severity ? Severities.Word(severity) : "désactivé";

    private void Write(
        string action, Campaign campaign, OperatorType type, ListedControl control, Actor actor, DateTimeOffset now, object details) =>
        audit.Add(new AuditEntry(
            now, actor.UserId, actor.DisplayName, action, "controle",
            string.Create(CultureInfo.InvariantCulture, $"{campaign.Kind}-{campaign.Exercise}-{type}-{control.Code}").ToUpperInvariant(),
            null, JsonSerializer.Serialize(details)));
}
