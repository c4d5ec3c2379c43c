using System.Globalization;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Operators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Sentences of the pages of campaigns.</summary>
public static class CampaignPhrases
{
    private static readonly StringComparer ByFrenchName = StringComparer.Create(CultureInfo.GetCultureInfo("fr-FR"), CompareOptions.IgnoreCase);

    public static IReadOnlyList<OperatorType> Types { get; } = Enum.GetValues<OperatorType>();

    /// <summary>By type, then by name as a French reader looks it up: « Île-de-France » before « Normandie », which no database does alike.</summary>
    public static List<Operator> InReadingOrder(IEnumerable<Operator> bodies) => [.. bodies.OrderBy(b => b.Type).ThenBy(b => b.Name, ByFrenchName)];

    /// <summary>Why a campaign cannot be opened: the bodies that owe a statement whose form is not published, by name.</summary>
    public static string WithoutForm(IEnumerable<Operator> bodies) => WithoutForm(bodies.Select(b => (b.Type, b.Name)));

    /// <inheritdoc cref="WithoutForm(IEnumerable{Operator})"/>
    public static string WithoutForm(IEnumerable<(OperatorType Type, string Name)> bodies)
    {
        var parts = bodies.GroupBy(b => b.Type).OrderBy(g => g.Key)
            .Select(g => $"le formulaire {CampaignWords.Family(g.Key)} n’est pas publié ({string.Join(", ", g.Select(b => b.Name))})");
        return $"La campagne ne peut pas s’ouvrir\u00a0: {string.Join("\u00a0; ", parts)}. Publiez le formulaire, ou dites que ces organismes ne doivent rien.";
    }

    public static string Of(ObligationReason reason) => reason switch
    {
        ObligationReason.ByType => "Selon son type",
        ObligationReason.Created => "Organisme créé",
        ObligationReason.Merged => "Organisme fusionné",
        ObligationReason.Ceased => "Activité cessée",
        ObligationReason.NoActivity => "Sans activité dans l’exercice",
        _ => "Autre motif",
    };

    public static string Of(DocumentNeed need) => need switch
    {
        DocumentNeed.Required => "Obligatoire",
        DocumentNeed.IfModified => "En cas de modification",
        DocumentNeed.IfSurplus => "En cas d’excédent",
        _ => "Facultative",
    };

    /// <summary>« J-30 », « J+1 ».</summary>
    public static string Of(CampaignReminder reminder) => reminder.Offset > 0 ? $"J+{reminder.Offset}" : $"J-{-reminder.Offset}";
}
