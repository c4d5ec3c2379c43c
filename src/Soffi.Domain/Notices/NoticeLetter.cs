using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.FollowUp;
using Soffi.Domain.Operators;

namespace Soffi.Domain.Notices;

/// <summary>The letter of a notice, in paragraphs: the same on the page, in the PDF and, shortened, in the mail.</summary>
/// <param name="Date">« Le 1er juin 2026 »; « Projet » before it is sent.</param>
/// <param name="Body">Name of the body, and its host.</param>
/// <param name="Subject">One line.</param>
/// <param name="Paragraphs">In order.</param>
public sealed record NoticeLetter(string Number, string Date, string Body, string Siren, string Subject, IReadOnlyList<string> Paragraphs)
{
    /// <summary>
    /// The reason proposed to whoever prepares it. L. 6332-24 names the OPCO; the other bodies are bound by the articles that
    /// make R. 6332-30 to R. 6332-33 theirs.
    /// </summary>
    public static string ReasonProposed(Campaign campaign, Operator body, int reminders, DateTimeOffset now) =>
        $"{char.ToUpperInvariant(TransmissionArticle.Subject(campaign.Kind, campaign.Exercise)[0])}{TransmissionArticle.Subject(campaign.Kind, campaign.Exercise)[1..]} "
        + $"n’a pas été {Sent(campaign)} au {ParisTime.Day(now)}, alors que l’échéance était le {ParisTime.DayAndHour(campaign.DeadlineFor(body))}"
        + (campaign.ExtensionOf(body.Id) is { } extension ? $", délai accordé le {ParisTime.Day(extension.GrantedAt)} compris" : "")
        + (reminders switch { 0 => ".", 1 => ", et malgré un rappel.", _ => $", et malgré {reminders} rappels." });

    public static NoticeLetter Of(FormalNotice notice, Campaign campaign, Operator body, string? hostName)
    {
        var due = notice.DueAt is { } at ? $", soit jusqu’au {ParisTime.DayAndHour(at)} (heure de Paris)" : "";
        return new NoticeLetter(
            notice.Number,
            notice.IssuedAt is { } issued ? $"Le {ParisTime.DayAndHour(issued)} (heure de Paris)" : "Projet, non envoyé",
            hostName is null ? body.Name : $"{body.Name} (section de {hostName})",
            body.Siren,
            $"Mise en demeure de transmettre {TransmissionArticle.Subject(campaign.Kind, campaign.Exercise)}",
            [
                $"En application de l’article {TransmissionArticle.Of(campaign.Kind, body)}, {TransmissionArticle.Subject(campaign.Kind, campaign.Exercise)} devait être {Sent(campaign)} avant le {ParisTime.DayAndHour(campaign.DeadlineFor(body))} (heure de Paris).",
                notice.Reason,
                $"{Basis(campaign, body)}, je vous mets en demeure d’y procéder dans un délai d’un mois à compter de la présente notification{due}.",
                "Faute de transmission, il vous est demandé de présenter vos observations dans un délai d’un mois, par écrit, dans Soffi (page «\u00a0Mise en demeure\u00a0» de votre déclaration), où vous pouvez joindre un document.",
                "Le dépôt de la déclaration dans Soffi met fin à la présente mise en demeure. À défaut, passé ce délai et au vu de vos observations, il sera statué sur les suites à y donner.",
            ]);
    }

    private static string Basis(Campaign campaign, Operator body) => body.Type == OperatorType.Opco && campaign.Kind == StatementKind.Esf
        ? "L’article L. 6332-24 du code du travail permettant à l’autorité administrative de mettre en demeure l’organisme qui n’établit pas ou ne transmet pas ces informations"
        : "Cette transmission étant une obligation de votre organisme et en l’absence, à ce jour, de tout dépôt";

    private static string Sent(Campaign campaign) => campaign.Kind == StatementKind.Csa ? "transmise" : "transmis";
}
