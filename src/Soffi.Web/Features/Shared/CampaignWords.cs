using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.Shared;

/// <summary>How campaigns and families of operators are named and dated on the pages.</summary>
public static class CampaignWords
{
    /// <summary>« ESF 2025 ».</summary>
    public static string Name(StatementKind kind, int exercise) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind.ToString().ToUpperInvariant()}\u00a0{exercise}");

    /// <summary>« OPCO », « ATPRO », « FAF ».</summary>
    public static string Family(OperatorType type) => type.ToString().ToUpperInvariant();

    /// <summary>« En préparation », « À ouvrir », « Ouverte », « Ouverte, échéance passée », « Close », « Close, rectifications seulement ».</summary>
    public static string State(Campaign campaign, DateTimeOffset now) => campaign.StateAt(now) switch
    {
        CampaignState.InPreparation => "En préparation",
        CampaignState.Scheduled => "À ouvrir",
        CampaignState.Closed => "Close",
        CampaignState.CorrectionsOnly => "Close, rectifications seulement",
        _ => now > campaign.LastDeadline ? "Ouverte, échéance passée" : "Ouverte",
    };

    /// <summary>« à déposer avant le 31 mai 2026 à 23 h 59 (heure de Paris), dans 27 jours ».</summary>
    public static string Deadline(DateTimeOffset deadline, DateTimeOffset now)
    {
        var when = $"{ParisTime.DayAndHour(deadline)} (heure de Paris)";
        if (now > deadline)
        {
            return $"en retard\u00a0: l’échéance était le {when}";
        }

        return ParisTime.DaysBetween(now, deadline) switch
        {
            0 => $"à déposer aujourd’hui, au plus tard le {when}",
            1 => $"à déposer au plus tard demain, le {when}",
            var days => $"à déposer au plus tard le {when}, dans {days}\u00a0jours",
        };
    }

    /// <summary>« 9 OPCO sur 11 ont transmis », « Aucun FAF sur 7 n’a transmis ».</summary>
    public static string Coverage(OperatorType type, int submitted, int owed) => submitted switch
    {
        0 => $"{(type == OperatorType.Atpro ? "Aucune" : "Aucun")}\u00a0{Family(type)} sur {owed} n’a transmis",
        1 => $"1\u00a0{Family(type)} sur {owed} a transmis",
        _ => $"{submitted}\u00a0{Family(type)} sur {owed} ont transmis",
    };
}
