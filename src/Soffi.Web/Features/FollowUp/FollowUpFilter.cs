using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Web.Features.FollowUp;

/// <summary>What makes a statement worth a look.</summary>
public enum FollowUpMatter
{
    Any,
    Missing,
    Late,
    Idle,
    Blocked,
    Ready,
    Extended,
    Notified,
    ToDecide,
    Undelivered,
    LateCorrections,
}

/// <summary>In which order.</summary>
public enum FollowUpOrder
{
    /// <summary>Late first, then those that have least done.</summary>
    Urgency,
    Name,
    Deadline,
    Progress,
    Blocking,
    Activity,
}

/// <summary>The choices of the follow-up, as they stand in its address; what cannot be read asks nothing.</summary>
public sealed record FollowUpFilter(int? Exercise, StatementKind? Kind, OperatorType? Type, DeclarationStatus? Status, FollowUpMatter Matter, FollowUpOrder Order, int IdleDays)
{
    /// <summary>Days without activity after which a statement stagnates, unless said otherwise.</summary>
    public const int DefaultIdle = 14;

    private const int LongestIdle = 365;

    public static IReadOnlyList<(FollowUpMatter Matter, string Value, string Label)> Matters { get; } =
    [
        (FollowUpMatter.Missing, "manquantes", "Non déposées"), (FollowUpMatter.Late, "retard", "En retard"), (FollowUpMatter.LateCorrections, "corrections-retard", "Corrections en retard"),
        (FollowUpMatter.Idle, "stagnantes", "Sans activité"),
        (FollowUpMatter.Blocked, "bloquees", "Avec constats bloquants"), (FollowUpMatter.Ready, "pretes", "Prêtes à signer"), (FollowUpMatter.Extended, "delai", "Avec délai accordé"),
        (FollowUpMatter.Notified, "mises-en-demeure", "Mises en demeure"), (FollowUpMatter.ToDecide, "a-decider", "Mises en demeure à décider"),
        (FollowUpMatter.Undelivered, "non-remis", "Courriel non remis"),
    ];

    public static IReadOnlyList<(FollowUpOrder Order, string Value, string Label)> Orders { get; } =
    [
        (FollowUpOrder.Urgency, "urgence", "Urgence"), (FollowUpOrder.Name, "organisme", "Organisme"), (FollowUpOrder.Deadline, "echeance", "Échéance"),
        (FollowUpOrder.Progress, "avancement", "Avancement"), (FollowUpOrder.Blocking, "bloquants", "Constats bloquants"), (FollowUpOrder.Activity, "activite", "Dernière activité"),
    ];

    public static FollowUpFilter Read(FollowUpAddress address) => new(
        int.TryParse(address.Exercice, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null,
        Enum<StatementKind>(address.Campagne), Enum<OperatorType>(address.Type), Enum<DeclarationStatus>(address.Etat),
        Matters.FirstOrDefault(m => m.Value == address.Situation).Matter,
        Orders.FirstOrDefault(o => o.Value == address.Tri).Order,
        int.TryParse(address.Jours, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= LongestIdle ? days : DefaultIdle);

    /// <summary>The address of the page with another matter.</summary>
    public string With(FollowUpMatter matter) => $"/instruction/suivi?{Query(matter)}";

    /// <summary>These choices as the end of an address.</summary>
    public string Query(FollowUpMatter? matter = null)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("exercice", Exercise?.ToString(CultureInfo.InvariantCulture)), ("campagne", Kind?.ToString()), ("type", Type?.ToString()), ("etat", Status?.ToString()),
            ("situation", ValueOf(matter ?? Matter)), ("tri", Order == FollowUpOrder.Urgency ? null : OrderValue),
            ("jours", IdleDays == DefaultIdle ? null : IdleDays.ToString(CultureInfo.InvariantCulture)),
        };
        return string.Join('&', parts.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));
    }

    public string MatterValue => ValueOf(Matter);

    public string OrderValue => Orders.First(o => o.Order == Order).Value;

    private static string ValueOf(FollowUpMatter matter) => Matters.FirstOrDefault(m => m.Matter == matter).Value ?? "";

    private static T? Enum<T>(string? text) where T : struct, Enum =>
        System.Enum.TryParse<T>(text, ignoreCase: true, out var value) && System.Enum.IsDefined(value) ? value : null;
}

/// <summary>The address of the follow-up, as typed.</summary>
public sealed class FollowUpAddress
{
    public string? Exercice { get; set; }

    public string? Campagne { get; set; }

    public string? Type { get; set; }

    public string? Etat { get; set; }

    public string? Situation { get; set; }

    public string? Jours { get; set; }

    public string? Tri { get; set; }

    /// <summary>« csv » or « xlsx », for the export.</summary>
    public string? Format { get; set; }
}
