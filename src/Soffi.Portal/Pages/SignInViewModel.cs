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

    /// <summary>Value of the parameter <c>fait</c> after a new password was chosen.</summary>
    public const string PasswordChanged = "mot-de-passe";

    /// <summary>Sentence about what has just been done, or null.</summary>
    public string? Notice { get; init; }

    public bool HasError => EmailMissing || PasswordMissing || Refused;

    /// <summary>Accounts to list, empty unless the portal runs for a demonstration.</summary>
    public IReadOnlyList<DemoAccount> DemoAccounts { get; init; } = [];

    public string DemoPassword { get; init; } = "";
}
