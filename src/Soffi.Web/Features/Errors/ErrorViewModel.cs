namespace Soffi.Web.Features.Errors;

/// <param name="Title">What happened, in the service's words.</param>
/// <param name="Explanation">What it means for the person and for what they typed.</param>
/// <param name="WhatToDo">One sentence.</param>
/// <param name="RequestNumber">To quote to the assistance; the logs carry it.</param>
public sealed record ErrorViewModel(int Status, string Title, string Explanation, string WhatToDo, string RequestNumber)
{
    /// <summary>
    /// Failures of ours are shown in a frame that asks the database for nothing (no menu, no form).
    /// </summary>
    public bool Bare { get; init; } = Status >= 500;

    public static ErrorViewModel For(int status, string requestNumber)
    {
        var (title, explanation, whatToDo) = Words(status);
        return new ErrorViewModel(status, title, explanation, whatToDo, requestNumber);
    }

    private static (string Title, string Explanation, string WhatToDo) Words(int status) => status switch
    {
        400 => (
            "Votre demande n’a pas pu être lue",
            "La page est peut-être restée ouverte trop longtemps, ou une partie de ce que vous avez envoyé ne nous est pas parvenue. Rien n’a été enregistré.",
            "Revenez à la page précédente, rechargez-la, puis envoyez de nouveau votre saisie."),
        401 => (
            "Votre session est terminée",
            "Vous n’êtes plus connecté. Ce que vous venez d’envoyer n’a pas été enregistré.",
            "Reconnectez-vous dans un autre onglet, puis revenez sur cette page et recommencez."),
        403 => (
            "Vous n’avez pas accès à cette page",
            "Votre compte ne porte pas l’habilitation que cette page demande.",
            "Si vous devez y accéder dans le cadre de vos fonctions, écrivez à l’assistance en indiquant votre organisme et l’adresse de la page."),
        // The same words whether the thing never existed or belongs to someone else: they reveal nothing.
        404 => (
            "Page non trouvée",
            "La page que vous cherchez n’existe pas ou n’est plus à cette adresse.",
            "Vérifiez l’adresse saisie, ou repartez de l’accueil."),
        405 => (
            "Cette adresse ne s’ouvre pas ainsi",
            "La page que vous demandez répond seulement à l’envoi d’un formulaire.",
            "Repartez de l’accueil."),
        409 => (
            "Quelqu’un d’autre a modifié ces données",
            "Elles ont changé pendant votre lecture. Rien n’a été écrasé.",
            "Rechargez la page pour voir leur état actuel."),
        413 => (
            "Votre envoi est trop volumineux",
            "Le serveur a refusé de le lire. Rien n’a été enregistré.",
            "Réduisez la taille de votre saisie ou de votre fichier, puis recommencez."),
        429 => (
            "Trop de demandes en peu de temps",
            "Pour que le service reste disponible pour tous, vos demandes sont momentanément limitées.",
            "Patientez une minute, puis recommencez."),
        503 => (
            "Soffi est momentanément indisponible",
            "Le service ne peut pas accéder à ses données pour le moment. Ce qui a été enregistré est conservé ; ce que vous venez d’envoyer ne l’a peut-être pas été.",
            "Patientez une minute, puis rechargez la page : votre navigateur vous proposera de renvoyer votre saisie."),
        >= 500 => (
            "Une erreur inattendue s’est produite",
            "Le service n’a pas pu répondre à votre demande. L’incident est consigné. Ce que vous aviez déjà enregistré est conservé.",
            "Rechargez la page. Si l’erreur se reproduit, écrivez à l’assistance en indiquant le numéro de la demande."),
        _ => (
            "Votre demande n’a pas abouti",
            "Le service n’a pas pu y répondre. Rien n’a été enregistré.",
            "Revenez à la page précédente et recommencez."),
    };
}
