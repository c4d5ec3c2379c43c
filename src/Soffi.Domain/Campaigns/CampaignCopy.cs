using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Campaigns;

/// <summary>Prepares a campaign from the settings of a former one of the same kind.</summary>
public static class CampaignCopy
{
    /// <summary>
    /// Dates shifted by whole years at the clocks of Paris, deadlines of the types, documents and obligations. Extensions are
    /// not copied: each answered a circumstance; nor are exemptions that told of one exercise only.
    /// </summary>
    /// <param name="last">With its obligations and documents.</param>
    /// <param name="bodies">All the operators: those that the former campaign did not know get the rule of their type.</param>
    public static Campaign Of(Campaign last, int exercise, IEnumerable<Operator> bodies, string by, DateTimeOffset now)
    {
        var years = exercise - last.Exercise;
        var campaign = Campaign.Prepare(last.Kind, exercise, Shift(last.OpensAt, years), Shift(last.Deadline, years));
        foreach (var own in last.Deadlines)
        {
            campaign.SetDeadline(own.OperatorType, Shift(own.Deadline, years));
        }

        foreach (var document in last.Documents.OrderBy(d => d.Id))
        {
            campaign.Add(document.Copy());
        }

        foreach (var body in bodies)
        {
            var before = last.Obligations.FirstOrDefault(o => o.OperatorId == body.Id);
            if (before is { Reason: not (ObligationReason.NoActivity or ObligationReason.Created) })
            {
                campaign.Oblige(body.Id, before.Owes, before.Reason, before.Note, by, now);
            }
            else
            {
                campaign.Oblige(body.Id, CampaignObligation.IsOwedBy(body.Type, campaign.Kind), ObligationReason.ByType, "", by, now);
            }
        }

        return campaign;
    }

    /// <summary>A campaign that starts from the law: default obligations and documents.</summary>
    public static Campaign FromTheLaw(
        StatementKind kind, int exercise, DateTimeOffset opensAt, DateTimeOffset deadline, IEnumerable<Operator> bodies, string by, DateTimeOffset now)
    {
        var campaign = Campaign.Prepare(kind, exercise, opensAt, deadline);
        foreach (var body in bodies)
        {
            campaign.Oblige(body.Id, CampaignObligation.IsOwedBy(body.Type, kind), ObligationReason.ByType, "", by, now);
        }

        foreach (var document in DefaultDocuments.Of(kind))
        {
            campaign.Add(document);
        }

        return campaign;
    }

    /// <summary>
    /// The same day and hour in Paris, some years later: summer or winter time follows. 29 February becomes the 28th, an hour
    /// that the clocks skip becomes the next one.
    /// </summary>
    public static DateTimeOffset Shift(DateTimeOffset instant, int years)
    {
        var paris = ParisTime.Of(instant);
        var day = DateOnly.FromDateTime(paris.DateTime).AddYears(years);
        var hour = TimeOnly.FromTimeSpan(paris.TimeOfDay);
        return ParisTime.At(day, hour) ?? ParisTime.At(day, hour.AddHours(1))!.Value;
    }
}
