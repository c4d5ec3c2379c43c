using System.Globalization;
using System.Text.Json;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>What the provider says of the person: the validated identity token, and the checked userinfo when it is asked.</summary>
public sealed record ProviderClaims(JsonElement IdToken, JsonElement? UserInfo = null)
{
    /// <summary>The issuer, which validation has held against the provider's own.</summary>
    public string Issuer => Find(IdToken, "iss") ?? "";

    /// <summary>Level of authentication, from the identity token only.</summary>
    public string? Acr => Find(IdToken, "acr");

    /// <summary>The first of the paths (separated by spaces) that holds a text, in the userinfo first; else null.</summary>
    public string? Find(string paths) => paths.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(path => (UserInfo is { } more ? Find(more, path) : null) ?? Find(IdToken, path))
        .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>The subject, from the identity token first: that is what its signature and nonce bind to this sign-in.</summary>
    public string? Subject(string paths) => paths.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(path => Find(IdToken, path) ?? (UserInfo is { } more ? Find(more, path) : null))
        .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private static string? Find(JsonElement root, string path)
    {
        // A claim may hold dots in its own name (« https://… »): the name as a whole wins.
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(path, out var whole))
        {
            return Text(whole);
        }

        var element = root;
        foreach (var step in path.Split('.'))
        {
            var (name, index) = Step(step);
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }

            if (index is { } at)
            {
                if (element.ValueKind != JsonValueKind.Array || at >= element.GetArrayLength())
                {
                    return null;
                }

                element = element[at];
            }
        }

        return Text(element);
    }

    private static (string Name, int? Index) Step(string step) =>
        step.EndsWith(']') && step.IndexOf('[', StringComparison.Ordinal) is var open and > 0
        && int.TryParse(step.AsSpan(open + 1, step.Length - open - 2), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? (step[..open], index)
            : (step, null);

    /// <summary>Some providers write every attribute as a list: its first value is meant.</summary>
    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        JsonValueKind.Array when element.GetArrayLength() > 0 && element[0].ValueKind != JsonValueKind.Array => Text(element[0]),
        _ => null,
    };
}
