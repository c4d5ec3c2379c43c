using System.Text.Json.Serialization;

namespace Soffi.Web.Features.Declarations;

/// <summary>How one cell stands, as the page shows it.</summary>
/// <param name="State">« enregistree », « refusee », « conflit » or « autre » (changed by somebody else).</param>
/// <param name="Text">What the field is to hold; null to leave what was typed.</param>
/// <param name="Message">One sentence; null when there is nothing to say.</param>
/// <param name="Beside">Last year's value and the difference; null when none is shown.</param>
public sealed record CellStanding(
    [property: JsonPropertyName("etat")] string State,
    [property: JsonPropertyName("texte")] string? Text,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("avant")] string? Beside)
{
    public const string Saved = "enregistree";

    public const string Refused = "refusee";

    public const string Conflict = "conflit";

    public const string Other = "autre";

    /// <summary>In a conflict, what the other saved, and the revision that one's own choice then stands on.</summary>
    [JsonPropertyName("leur")]
    public string? Theirs { get; init; }

    [JsonPropertyName("base")]
    public int? Base { get; init; }

    /// <summary>« repris de 2024, à confirmer »; null when there is nothing to confirm.</summary>
    [JsonPropertyName("reprise")]
    public string? CarriedOver { get; init; }
}

/// <param name="Message">With its severity: « À justifier : … ».</param>
/// <param name="Cells">Those of the cadre it points at.</param>
public sealed record CellRemark([property: JsonPropertyName("message")] string Message, [property: JsonPropertyName("cellules")] IReadOnlyList<string> Cells);

/// <summary>What a page of entry learns after sending cells, or from time to time.</summary>
/// <param name="Revision">The statement now.</param>
/// <param name="Message">« Enregistré à 9 h 42 : 3 cellules. »</param>
/// <param name="Cells">The cells sent, and those that others changed since, by code.</param>
/// <param name="Totals">The computed cells of the cadre that the page does not show so yet, by code.</param>
/// <param name="Remarks">What the controls say of the cadre's cells.</param>
public sealed record CellAnswer(
    [property: JsonPropertyName("revision")] int Revision,
    [property: JsonPropertyName("message")] string? Message,
    [property: JsonPropertyName("cellules")] IReadOnlyDictionary<string, CellStanding> Cells,
    [property: JsonPropertyName("totaux")] IReadOnlyDictionary<string, CellTotal> Totals,
    [property: JsonPropertyName("constats")] IReadOnlyList<CellRemark> Remarks)
{
    /// <summary>What colleagues have open now, in words; null after a sending.</summary>
    [JsonPropertyName("equipe")]
    public IReadOnlyList<string>? Team { get; init; }

    /// <summary>A fresh antiforgery token, for a page whose session was renewed.</summary>
    [JsonPropertyName("jeton")]
    public string? Token { get; init; }

    /// <summary>Whose session it is: a page opened by somebody else must not send in their name.</summary>
    [JsonPropertyName("utilisateur")]
    public string? UserId { get; init; }

    /// <summary>Why nothing may be typed any more; null while it may.</summary>
    [JsonPropertyName("close")]
    public string? Closed { get; init; }
}

/// <param name="Text">As shown in the grid.</param>
/// <param name="Beside">Last year's value and the difference; null when none is shown.</param>
public sealed record CellTotal([property: JsonPropertyName("texte")] string Text, [property: JsonPropertyName("avant")] string? Beside);
