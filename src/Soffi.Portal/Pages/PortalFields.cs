using Soffi.Portal.Accounts;

namespace Soffi.Portal.Pages;

/// <summary>The fields that several forms share.</summary>
internal static class PortalFields
{
    private const int NameLength = 100;

    public static FieldViewModel Email(string? value, IReadOnlyList<string> faults) => new("Email", "Adresse électronique professionnelle")
    {
        Type = "email",
        Hint = "Format attendu\u00a0: nom@exemple.fr",
        Value = value,
        Autocomplete = "email",
        Faults = faults,
        MaxLength = AddressNormalizer.Longest,
    };

    public static FieldViewModel NewPassword(IReadOnlyList<string> faults, string label = "Mot de passe") => new("Password", label)
    {
        Type = "password",
        Hint = "Au moins 12\u00a0caractères, dont une majuscule, une minuscule, un chiffre et un caractère spécial. "
            + "Une phrase de plusieurs mots sans lien entre eux convient bien.",
        Autocomplete = "new-password",
        Faults = faults,
        MaxLength = PasswordRules.Longest,
    };

    public static FieldViewModel CurrentPassword(IReadOnlyList<string> faults) => new("CurrentPassword", "Mot de passe actuel")
    {
        Type = "password",
        Autocomplete = "current-password",
        Faults = faults,
        MaxLength = PasswordRules.Longest,
    };

    public static FieldViewModel GivenName(string? value, IReadOnlyList<string> faults) =>
        new("GivenName", "Prénom") { Value = value, Autocomplete = "given-name", Faults = faults, MaxLength = NameLength };

    public static FieldViewModel FamilyName(string? value, IReadOnlyList<string> faults) =>
        new("FamilyName", "Nom") { Value = value, Autocomplete = "family-name", Faults = faults, MaxLength = NameLength };

    public static FieldViewModel Profile(IReadOnlyList<PortalProfile> choices, string? value, IReadOnlyList<string> faults) =>
        new("Profile", "Type de profil") { Choices = choices, Value = value, Faults = faults };

    public static FieldViewModel Siret(string? value, IReadOnlyList<string> faults) => new("Siret", "SIRET de votre organisme")
    {
        Hint = "14\u00a0chiffres, par exemple 552\u00a0100\u00a0554\u00a000013. Facultatif pour un agent de l’État.",
        Value = value,
        Faults = faults,
        Numeric = true,
        Required = false,
        MaxLength = 20,
    };

    public static IReadOnlyList<string> AddressFaults(string? email) => AddressNormalizer.IsAddress(email)
        ? [] : ["Saisissez votre adresse électronique, par exemple nom@exemple.fr."];

    public static IReadOnlyList<string> NameFaults(string? name, string what) =>
        name is { Length: > 0 and <= NameLength } && !name.Any(char.IsControl) ? [] : [$"Saisissez votre {what}."];

    public static IReadOnlyList<string> ProfileFaults(IReadOnlyList<PortalProfile> choices, string? profile) =>
        choices.Count == 0 || choices.Any(known => known.Code == profile) ? [] : ["Choisissez votre type de profil."];

    /// <summary>Organisations give their SIRET; where no profile is asked for, everybody does.</summary>
    public static IReadOnlyList<string> SiretFaults(string? siret, IReadOnlyList<PortalProfile> choices, string? profile)
    {
        var digits = Accounts.Siret.Normalise(siret);
        var needed = digits.Length > 0 || choices.Count == 0 || choices.Any(known => known.Code == profile && known.NeedsSiret);
        return !needed || Accounts.Siret.IsValid(digits)
            ? [] : ["Saisissez les 14\u00a0chiffres du SIRET de votre organisme. Vous les trouvez sur l’avis de situation de l’INSEE."];
    }
}
