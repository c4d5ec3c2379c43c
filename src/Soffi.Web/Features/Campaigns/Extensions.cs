using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>An extension to grant or withdraw, as typed.</summary>
public sealed class ExtensionForm
{
    /// <summary>Identifier of the body.</summary>
    public string? Operator { get; set; }

    public string? Day { get; set; }

    public string? Hour { get; set; } = "23:59";

    public string? Reason { get; set; }

    /// <summary>Identifier of the body whose extension is withdrawn. Both forms stand on one page.</summary>
    public string? Withdrawn { get; set; }

    public string? WithdrawalReason { get; set; }

    public BodyChoice? Body(ExtensionsViewModel page) => page.Bodies.FirstOrDefault(b => IdOf(b.Id) == Operator);

    public ExtensionLine? Standing(ExtensionsViewModel page) => page.Lines.FirstOrDefault(l => l.IsActive && IdOf(l.OperatorId) == Withdrawn);

    /// <summary>The new deadline, or the sentence that says what to type and by which field.</summary>
    public (DateTimeOffset? Deadline, string? Field, string? Error) Read(Campaign campaign, Domain.Operators.Operator body, DateTimeOffset now)
    {
        if (TypedMoment.Day(Day) is not { } day)
        {
            return (null, nameof(Day), TypedMoment.DayFault);
        }

        if (TypedMoment.At(day, Hour, lastSecond: true) is not { } deadline)
        {
            return (null, nameof(Hour), TypedMoment.HourFault);
        }

        var ordinary = campaign.DeadlineOf(body.Type);
        return deadline <= ordinary || deadline <= now
            ? (null, nameof(Day), $"Le délai doit suivre l’échéance ordinaire ({ParisTime.DayAndHour(ordinary)}) et être à venir.")
            : (deadline, null, null);
    }

    private static string IdOf(int id) => id.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One extension, in force or ended.</summary>
public sealed record ExtensionLine(
    int OperatorId, string OperatorName, DateTimeOffset Deadline, string Reason, string GrantedBy, DateTimeOffset GrantedAt,
    DateTimeOffset? EndedAt, string? EndReason, string? EndedBy)
{
    public bool IsActive => EndedAt is null;
}

/// <param name="Bodies">Those that owe a statement.</param>
/// <param name="Lines">The latest first.</param>
public sealed record ExtensionsViewModel(CampaignHead Campaign, IReadOnlyList<BodyChoice> Bodies, IReadOnlyList<ExtensionLine> Lines)
{
    public ExtensionForm Form { get; init; } = new();

    /// <summary>Windows of maintenance that took time from the last two days before a deadline, by body.</summary>
    public IReadOnlyDictionary<int, OverlappingMaintenance> Maintenances { get; init; } = new Dictionary<int, OverlappingMaintenance>();

    /// <summary>The form filled for that body, with the time that a maintenance took.</summary>
    public ExtensionForm Proposed(string? body)
    {
        var form = new ExtensionForm { Operator = body };
        return form.Body(this) is { } chosen && Maintenances.TryGetValue(chosen.Id, out var window)
            ? new ExtensionForm
            {
                Operator = body,
                Day = TypedMoment.DayOf(window.Restored),
                Hour = TypedMoment.HourOf(window.Restored),
                Reason = $"Maintenance {window.Period}, dans les 48 heures avant l’échéance.",
            }
            : form;
    }
}

/// <summary>Grants, changes and withdraws extensions; the decision and its journal in one transaction.</summary>
public sealed class ExtensionRegister(SoffiDbContext database, CampaignTrail trail, TimeProvider clock)
{
    public async Task<(Campaign Campaign, Domain.Operators.Operator Body)> Find(int campaignId, int operatorId, CancellationToken cancellation) => (
        await database.Campaigns.SingleAsync(c => c.Id == campaignId, cancellation),
        await database.Operators.SingleAsync(o => o.Id == operatorId, cancellation));

    public Task Grant(
        Campaign campaign, Domain.Operators.Operator body, DateTimeOffset deadline, string reason, Actor actor, CancellationToken cancellation)
    {
        var before = campaign.DeadlineFor(body);
        campaign.Extend(body.Id, deadline, reason, actor.DisplayName, clock.GetUtcNow());
        trail.Add(campaign, actor, AuditAction.ExtensionGranted, new { operateur = body.Code, avant = before, apres = deadline, motif = reason }, body.Id);
        return database.SaveChangesAsync(cancellation);
    }

    /// <summary>Does nothing when the body has none.</summary>
    public Task Withdraw(Campaign campaign, Domain.Operators.Operator body, string reason, Actor actor, CancellationToken cancellation)
    {
        if (campaign.ExtensionOf(body.Id) is not { } extension)
        {
            return Task.CompletedTask;
        }

        extension.End(reason, actor.DisplayName, clock.GetUtcNow());
        trail.Add(
            campaign, actor, AuditAction.ExtensionWithdrawn,
            new { operateur = body.Code, avant = extension.Deadline, apres = campaign.DeadlineFor(body), motif = reason }, body.Id);
        return database.SaveChangesAsync(cancellation);
    }
}
