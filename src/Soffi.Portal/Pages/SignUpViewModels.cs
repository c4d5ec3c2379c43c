namespace Soffi.Portal.Pages;

/// <summary>First step of a sign-up: the address, which receives the link of the second step.</summary>
public sealed record SignUpViewModel : FormViewModel
{
    public string? Email { get; init; }

    public IReadOnlyList<string> EmailFaults { get; init; } = [];

    public override IReadOnlyList<FieldViewModel> Fields => [PortalFields.Email(Email, EmailFaults)];
}

/// <summary>What the second step sends.</summary>
public sealed record CompleteAccountForm(
    string? Cle, string? GivenName, string? FamilyName, string? Profile, string? Siret, string? Password);

/// <summary>Second step of a sign-up: the account of the address that was checked.</summary>
public sealed record CompleteAccountViewModel : FormViewModel
{
    /// <summary>Key of the link, sent again with the form.</summary>
    public string Key { get; init; } = "";

    /// <summary>The checked address.</summary>
    public string Email { get; init; } = "";

    public override IReadOnlyList<FieldViewModel> Fields =>
        Profile.Choices.Count > 0 ? [GivenName, FamilyName, Profile, Siret, Password] : [GivenName, FamilyName, Siret, Password];

    public FieldViewModel GivenName { get; init; } = PortalFields.GivenName(null, []);

    public FieldViewModel FamilyName { get; init; } = PortalFields.FamilyName(null, []);

    public FieldViewModel Profile { get; init; } = PortalFields.Profile([], null, []);

    public FieldViewModel Siret { get; init; } = PortalFields.Siret(null, []);

    public FieldViewModel Password { get; init; } = PortalFields.NewPassword([]);
}

/// <summary>A new password, chosen with a link.</summary>
public sealed record NewPasswordViewModel : FormViewModel
{
    public string Key { get; init; } = "";

    public IReadOnlyList<string> PasswordFaults { get; init; } = [];

    public override IReadOnlyList<FieldViewModel> Fields => [PortalFields.NewPassword(PasswordFaults, "Nouveau mot de passe")];
}

/// <summary>Forgotten password: where to send the link.</summary>
public sealed record ForgottenViewModel : FormViewModel
{
    public string? Email { get; init; }

    public IReadOnlyList<string> EmailFaults { get; init; } = [];

    public override IReadOnlyList<FieldViewModel> Fields =>
        [PortalFields.Email(Email, EmailFaults) with { Label = "Adresse électronique de votre compte", Autocomplete = "username" }];
}

/// <summary>Says to read one's mail; the same whether the address has an account or not.</summary>
/// <param name="CanReadHere">True when messages are written on this machine and shown by the portal.</param>
public sealed record MessageSentViewModel(bool CanReadHere);

/// <summary>A link that cannot be used any more.</summary>
/// <param name="StartAgain">Local address where a new one is asked for.</param>
public sealed record LinkRefusedViewModel(string StartAgain);
