using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;

namespace Soffi.Domain.FollowUp;

/// <summary>By which article a body owes its statement, as letters name it.</summary>
public static class TransmissionArticle
{
    /// <summary>« R. 6332-31 du code du travail »: the article that binds bodies of that type, which leads the others to R. 6332-31.</summary>
    public static string Of(StatementKind kind, Operator body) => kind == StatementKind.Csa ? "L. 6242-1 du code du travail" : body switch
    {
        { Type: OperatorType.Atpro } => "D. 6323-21-2 du code du travail",
        { Code: LegalRecipients.FarmersFund } => "R. 718-19 du code rural et de la pêche maritime",
        { Type: OperatorType.Faf } => "R. 6332-63 du code du travail",
        _ => "R. 6332-31 du code du travail",
    };

    /// <summary>« votre état statistique et financier de l’exercice 2025 ».</summary>
    public static string Subject(StatementKind kind, int exercise) => kind == StatementKind.Csa
        ? $"votre déclaration de la contribution supplémentaire à l’apprentissage de l’exercice {exercise}"
        : $"votre état statistique et financier de l’exercice {exercise}";

    /// <summary>« En application de l’article …, votre état … doit être transmis avant le … ».</summary>
    public static string Sentence(StatementKind kind, int exercise, Operator body, DateTimeOffset deadline, DateTimeOffset now)
    {
        var late = now > deadline;
        var sent = kind == StatementKind.Csa ? "transmise" : "transmis";
        return $"En application de l’article {Of(kind, body)}, {Subject(kind, exercise)} {(late ? "devait" : "doit")} être {sent} avant le {ParisTime.DayAndHour(deadline)} (heure de Paris)"
            + (late ? $". {(kind == StatementKind.Csa ? "Elle" : "Il")} ne l’a pas été." : ".");
    }
}
