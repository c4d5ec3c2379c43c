using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Domain.FollowUp;

/// <summary>What a reminder says (reference-metier §6.4).</summary>
/// <param name="Subject">One line.</param>
/// <param name="Missing">« 2 cadres vides, 1 pièce à joindre ou à analyser, ainsi que la certification et la signature ».</param>
/// <param name="Lines">Paragraphs.</param>
public sealed record ReminderLetter(string Subject, string Missing, IReadOnlyList<string> Lines)
{
    /// <param name="hasSignatory">Somebody may sign for that body now.</param>
    public static ReminderLetter Of(Campaign campaign, Operator body, StatementLeft left, bool hasSignatory, DateTimeOffset now)
    {
        var deadline = campaign.DeadlineFor(body);
        var kind = campaign.Kind.ToString().ToUpperInvariant();
        var missing = Enumerate([.. left.Started ? left.Words : ["toute la saisie (rien n’est commencé)"], "la certification et la signature"]);
        var days = ParisTime.DaysBetween(now, deadline);
        var when = now > deadline ? "échéance dépassée" : days switch { 0 => "échéance aujourd’hui", 1 => "échéance demain", _ => $"échéance dans {days} jours" };
        return new ReminderLetter(
            $"Soffi\u00a0: {kind} {campaign.Exercise} de {body.Name}, {when}",
            missing,
            [
                TransmissionArticle.Sentence(campaign.Kind, campaign.Exercise, body, deadline, now),
                .. campaign.ExtensionOf(body.Id) is { } extension && extension.Deadline == deadline ? [$"Cette date tient compte du délai qui vous a été accordé le {ParisTime.Day(extension.GrantedAt)}."] : Array.Empty<string>(),
                $"À ce jour, il manque\u00a0: {missing}.",
                .. hasSignatory ? Array.Empty<string>() : ["Personne n’est aujourd’hui habilité à signer pour votre organisme\u00a0: demandez un accès «\u00a0Signataire\u00a0» dès maintenant, page «\u00a0Mon accès\u00a0»."],
                "Pour continuer, connectez-vous à Soffi\u00a0: «\u00a0Mes déclarations\u00a0», votre déclaration, «\u00a0Voir ce qui manque\u00a0».",
            ]);
    }

    /// <summary>« a, b, ainsi que c ».</summary>
    private static string Enumerate(IReadOnlyList<string> parts) =>
        parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts.Take(parts.Count - 1))}, ainsi que {parts[^1]}";
}
