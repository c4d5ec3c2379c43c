using System.Text.Json.Serialization;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>Cells that a page sends as they are typed, in JSON.</summary>
/// <param name="Revision">Of the statement as the page shows it.</param>
/// <param name="Cells">At most <see cref="Most"/>.</param>
public sealed record CellsPost(
    [property: JsonPropertyName("revision")] int Revision,
    [property: JsonPropertyName("cellules")] IReadOnlyList<CellPost> Cells)
{
    /// <summary>Cells in one sending: the largest cadre several times over.</summary>
    public const int Most = 5_000;

    /// <summary>Values told as sent before, by cell: more than a page repeats while the network is away.</summary>
    public const int MostSent = 20;

    /// <summary>Whether it may be read at all: a page of ours never sends anything else.</summary>
    [JsonIgnore]
    public bool IsSound => Cells is { Count: > 0 and <= Most } && Cells.All(c => c is not null && (c.Sent?.Count ?? 0) <= MostSent)
        && Cells.DistinctBy(c => c.Code).Count() == Cells.Count;
}

/// <param name="Code">« B2.010.ALT ».</param>
/// <param name="Text">Word for word as typed; empty erases.</param>
/// <param name="Base">Revision on the screen when it was typed; that of the sending when absent.</param>
/// <param name="Origin">« saisie », « collee » or « confirmee »; anything else is a typed value.</param>
/// <param name="Sent">Texts sent before for that cell without an answer.</param>
public sealed record CellPost(
    [property: JsonPropertyName("code")] string? Code,
    [property: JsonPropertyName("valeur")] string? Text,
    [property: JsonPropertyName("base")] int? Base = null,
    [property: JsonPropertyName("source")] string? Origin = null,
    [property: JsonPropertyName("deja")] IReadOnlyList<string>? Sent = null)
{
    public const string PastedOrigin = "collee";

    /// <summary>A page cannot claim that a value was imported or taken over: the server alone does these.</summary>
    [JsonIgnore]
    public CellSource Source => Origin switch
    {
        PastedOrigin => CellSource.Pasted,
        "confirmee" => CellSource.Confirmed,
        _ => CellSource.Typed,
    };
}
