using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Account;

/// <summary>A page that offers to sign in again and then go to <paramref name="ReturnUrl"/>.</summary>
public sealed record SignInAgainViewModel(string ReturnUrl);

/// <summary>Why an identity recognised by the portal of services does not open Soffi, and what to do.</summary>
public sealed record SignInRefusedViewModel(string Explanation, string WhatToDo)
{
    public static SignInRefusedViewModel For(SignInRefusal refusal) => refusal switch
    {
        SignInRefusal.AddressTaken => new(
            "Votre adresse électronique est déjà rattachée à un autre compte. Chaque personne dispose d’un seul compte dans Soffi (article 23 des conditions générales d’utilisation).",
            "Connectez-vous avec le compte utilisé la première fois. Si vous n’y avez plus accès, écrivez à l’assistance."),
        SignInRefusal.UnverifiedAddress => new(
            "Le portail de services n’a pas encore vérifié votre adresse électronique.",
            "Ouvrez le message de vérification reçu lors de la création de votre compte, suivez son lien, puis recommencez."),
        SignInRefusal.WeakAuthentication => new(
            "Soffi demande une connexion plus sûre que celle que vous avez utilisée\u00a0: deux preuves d’identité, par exemple un mot de passe et un code reçu sur votre téléphone.",
            "Recommencez en choisissant la connexion à deux facteurs sur le portail de services. S’il ne vous la propose pas, écrivez à l’assistance."),
        _ => new(
            "Le portail de services n’a pas transmis les informations nécessaires pour vous reconnaître.",
            "Recommencez. Si le problème persiste, écrivez à l’assistance."),
    };
}
