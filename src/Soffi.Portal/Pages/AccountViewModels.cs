using Soffi.Portal.Store;

namespace Soffi.Portal.Pages;

/// <summary>The account of the person, and the way to each change.</summary>
/// <param name="Notice">Sentence about what has just been done, or null.</param>
public sealed record AccountViewModel(
    string FullName, string Email, string Profile, string Siret, DateTimeOffset? CreatedAt, bool IsDemonstration, string? Notice);

/// <summary>What the form of the profile sends.</summary>
public sealed record ProfileForm(string? GivenName, string? FamilyName, string? Profile, string? Siret);

/// <summary>Names, profile and organisation.</summary>
public sealed record ProfileViewModel : FormViewModel
{
    public required FieldViewModel GivenName { get; init; }

    public required FieldViewModel FamilyName { get; init; }

    public required FieldViewModel Profile { get; init; }

    public required FieldViewModel Siret { get; init; }

    public override IReadOnlyList<FieldViewModel> Fields =>
        Profile.Choices.Count > 0 ? [GivenName, FamilyName, Profile, Siret] : [GivenName, FamilyName, Siret];
}

/// <summary>A new password, the current one being known.</summary>
public sealed record PasswordViewModel : FormViewModel
{
    public IReadOnlyList<string> CurrentFaults { get; init; } = [];

    public IReadOnlyList<string> NewFaults { get; init; } = [];

    public override IReadOnlyList<FieldViewModel> Fields =>
        [PortalFields.CurrentPassword(CurrentFaults), PortalFields.NewPassword(NewFaults, "Nouveau mot de passe")];
}

/// <summary>A new address, which receives a link.</summary>
public sealed record AddressViewModel : FormViewModel
{
    public string? Email { get; init; }

    public IReadOnlyList<string> EmailFaults { get; init; } = [];

    public IReadOnlyList<string> CurrentFaults { get; init; } = [];

    public override IReadOnlyList<FieldViewModel> Fields =>
    [
        PortalFields.Email(Email, EmailFaults) with { Label = "Nouvelle adresse électronique professionnelle" },
        PortalFields.CurrentPassword(CurrentFaults),
    ];
}

/// <summary>A new address to confirm with the link it received.</summary>
public sealed record NewAddressViewModel(string Key, string Email);

/// <summary>The deletion of the account.</summary>
public sealed record DeletionViewModel : FormViewModel
{
    public IReadOnlyList<string> CurrentFaults { get; init; } = [];

    public override IReadOnlyList<FieldViewModel> Fields => [PortalFields.CurrentPassword(CurrentFaults)];
}

/// <summary>The browsers in which the person is signed in.</summary>
/// <param name="Current">The one that shows the page.</param>
/// <param name="Notice">Sentence about what has just been done, or null.</param>
public sealed record SessionsViewModel(IReadOnlyList<PortalSession> Sessions, Guid? Current, string? Notice);

/// <summary>What happened to the account, the latest first.</summary>
public sealed record ActivityViewModel(IReadOnlyList<SecurityEvent> Events)
{
    public static string Words(SecurityEventKind kind) => kind switch
    {
        SecurityEventKind.AccountCreated => "Compte créé",
        SecurityEventKind.SignedIn => "Connexion",
        SecurityEventKind.SignInFailed => "Mot de passe incorrect",
        SecurityEventKind.SignInDelayed => "Essais ralentis après plusieurs mots de passe incorrects",
        SecurityEventKind.SignedOut => "Déconnexion",
        SecurityEventKind.PasswordLinkAsked => "Nouveau mot de passe demandé par courriel",
        SecurityEventKind.PasswordChanged => "Mot de passe changé",
        SecurityEventKind.AddressChangeAsked => "Changement d’adresse demandé",
        SecurityEventKind.AddressChanged => "Adresse électronique changée",
        SecurityEventKind.ProfileChanged => "Profil modifié",
        SecurityEventKind.SessionClosed => "Session fermée",
        SecurityEventKind.AllSessionsClosed => "Toutes les sessions fermées",
        SecurityEventKind.AccountDeleted => "Compte supprimé",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "An event without words."),
    };
}
