using Soffi.Portal.Accounts;

namespace Soffi.Portal.Pages;

/// <summary>What the sign-in form sends.</summary>
public sealed record SignInForm(string? Email, string? Password);

/// <summary>The sign-in page: what was typed (never the password) and what went wrong.</summary>
public sealed record SignInViewModel
{
    /// <summary>Local address to go to afterwards, or null for the page of the portal.</summary>
    public string? ReturnUrl { get; init; }

    public string Email { get; init; } = "";

    public bool EmailMissing { get; init; }

    public bool PasswordMissing { get; init; }

    /// <summary>True when the pair was refused, whatever the reason: the page never says which.</summary>
    public bool Refused { get; init; }

    /// <summary>Time to wait before another attempt; zero when there is none.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>Sentence about what has just been done, or null.</summary>
    public string? Notice { get; init; }

    public bool HasError => EmailMissing || PasswordMissing || Refused || Wait > TimeSpan.Zero;

    /// <summary>What to do during a delay.</summary>
    public static string WaitSentence(TimeSpan wait) =>
        $"Trop d’essais sans succès. Attendez {Minutes(wait)} avant de recommencer, ou choisissez un nouveau mot de passe.";

    /// <summary>A delay in whole minutes, in words.</summary>
    public static string Minutes(TimeSpan wait) =>
        Math.Ceiling(wait.TotalMinutes) is > 1 and var minutes ? $"{minutes:0}\u00a0minutes" : "une minute";

    /// <summary>Accounts to list, empty unless the portal runs for a demonstration.</summary>
    public IReadOnlyList<DemoAccount> DemoAccounts { get; init; } = [];

    public string DemoPassword { get; init; } = "";
}
