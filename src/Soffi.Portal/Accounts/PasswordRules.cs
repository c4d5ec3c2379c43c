namespace Soffi.Portal.Accounts;

/// <summary>What makes a password acceptable (CGU article 28) and how hard it is to guess.</summary>
public static class PasswordRules
{
    /// <summary>Twelve characters, where article 33 of the terms of use would be content with eight.</summary>
    public const int Shortest = 12;

    /// <summary>Hashing takes time with length: nobody sends a megabyte to keep the processor busy.</summary>
    public const int Longest = 256;

    // The estimate looks at every part of the text: beyond this length it costs time and changes nothing.
    private const int Estimated = 64;
    private const int WeakScore = 1;
    private const int PersonalLength = 4;

    /// <summary>The sentences to show beside the field, in French; empty when the password is accepted.</summary>
    /// <param name="password">What was typed.</param>
    /// <param name="personal">Names and addresses of the person, which a password must not contain.</param>
    public static IReadOnlyList<string> Faults(string? password, params IEnumerable<string> personal)
    {
        if (string.IsNullOrEmpty(password))
        {
            return ["Saisissez un mot de passe."];
        }

        var faults = Composition(password).ToList();
        var words = Words(personal).ToList();
        if (words.Find(word => password.Contains(word, StringComparison.OrdinalIgnoreCase)) is not null)
        {
            faults.Add("Le mot de passe ne doit contenir ni votre nom, ni votre adresse électronique.");
        }

        if (faults.Count == 0 && Score(password, words) <= WeakScore)
        {
            faults.Add($"Ce mot de passe est trop facile à deviner. {Advice(password, words)}");
        }

        return faults;
    }

    /// <summary>From 0, guessed at once, to 4, out of reach (zxcvbn).</summary>
    public static int Score(string password, IEnumerable<string> personal) => Estimate(password, personal).Score;

    /// <summary>How hard an accepted password is to guess, in a sentence.</summary>
    public static string Strength(string password, params IEnumerable<string> personal) => Score(password, Words(personal)) switch
    {
        4 => "Robustesse de votre mot de passe\u00a0: très bonne.",
        3 => "Robustesse de votre mot de passe\u00a0: bonne.",
        _ => "Robustesse de votre mot de passe\u00a0: acceptable. Une phrase plus longue serait plus sûre.",
    };

    private static IEnumerable<string> Composition(string password)
    {
        if (password.Length is < Shortest or > Longest)
        {
            yield return $"Le mot de passe doit compter au moins {Shortest} caractères, et au plus {Longest}.";
        }

        if (!password.Any(char.IsUpper))
        {
            yield return "Ajoutez au moins une lettre majuscule.";
        }

        if (!password.Any(char.IsLower))
        {
            yield return "Ajoutez au moins une lettre minuscule.";
        }

        if (!password.Any(char.IsDigit))
        {
            yield return "Ajoutez au moins un chiffre.";
        }

        if (password.All(char.IsLetterOrDigit))
        {
            yield return "Ajoutez au moins un caractère spécial, par exemple un tiret ou un point d’exclamation.";
        }
    }

    private static string Advice(string password, IEnumerable<string> personal)
    {
        var patterns = Estimate(password, personal).MatchSequence.Select(match => match.Pattern).ToHashSet(StringComparer.Ordinal);
        var part = patterns switch
        {
            _ when patterns.Contains("repeat") => "Évitez les caractères répétés. ",
            _ when patterns.Contains("sequence") => "Évitez les suites comme « abcd » ou « 1234 ». ",
            _ when patterns.Contains("spatial") => "Évitez les touches voisines du clavier. ",
            _ when patterns.Contains("date") || patterns.Contains("year") => "Évitez les dates et les années. ",
            _ when patterns.Contains("dictionary") => "Évitez les mots courants employés seuls. ",
            _ => "",
        };
        return $"{part}Une phrase de plusieurs mots sans lien entre eux se retient mieux et se devine moins.";
    }

    private static Zxcvbn.Result Estimate(string password, IEnumerable<string> personal) =>
        new Zxcvbn.Zxcvbn().EvaluatePassword(password.Length > Estimated ? password[..Estimated] : password, personal);

    private static IEnumerable<string> Words(IEnumerable<string> personal) => personal
        .SelectMany(text => text.Split(['@', '.', ' ', '-', '_', '+', '\''], StringSplitOptions.RemoveEmptyEntries))
        .Where(word => word.Length >= PersonalLength);
}
