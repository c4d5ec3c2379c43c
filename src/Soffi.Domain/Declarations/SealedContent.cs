using System.Text.Json;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>A finding as the evidence keeps it, with its explanation.</summary>
/// <param name="Support">Name of the document that bears the explanation out; null when none does.</param>
/// <param name="Reason">Code of its reason; null when there is no explanation, or when it was written before reasons were coded.</param>
/// <param name="ReasonLabel">The reason in the words sealed.</param>
public sealed record SealedFinding(
    string Instance, string Control, string Severity, string Label, string Message, string? Explanation = null, string? Author = null, string? Support = null,
    string? Reason = null, string? ReasonLabel = null)
{
    /// <summary>The cells it points at.</summary>
    public IReadOnlyList<string> Cells { get; init; } = [];

    /// <summary>« Décalage de trésorerie ou de calendrier. Un acompte… »: reason and text; null when there is no explanation.</summary>
    public string? Explained => Explanation is null ? null : ReasonLabel is null ? Explanation : $"{ReasonLabel}. {Explanation}";
}

/// <summary>A document as the evidence keeps it.</summary>
public sealed record SealedDocument(Guid Id, string Label, string Name, string Format, long Size, string Sha256);

/// <summary>
/// What a statement says, as its evidence writes it, without who signs nor when: the same members whether it is about to be
/// signed or was. Their canonical text, hashed, is what a signatory certifies to have read.
/// </summary>
public sealed record SealedContent
{
    /// <summary>The members of the evidence that say the content, in the order of canonical JSON.</summary>
    private static readonly string[] Members = ["cadresSansObjet", "constats", "controlesModifies", "formulaire", "justifications", "pieces", "valeurs"];

    private SealedContent(JsonElement root)
    {
        Values = root.GetProperty("valeurs").EnumerateObject().ToDictionary(v => CellCode.Parse(v.Name), v => ValueOf(v.Value));
        Findings = FindingsOf(root);
        Documents = [.. Items(root, "pieces").Select(DocumentOf)];
        WithoutObject = [.. Items(root, "cadresSansObjet").Select(c => $"Cadre {Text(c, "cadre")}\u00a0: {Text(c, "motif")} ({Text(c, "auteur")})")];
        Controls = [.. Items(root, "controlesModifies").Select(ControlOf)];
        var form = root.GetProperty("formulaire");
        (FormTitle, FormVersion, FormSha256) = (Text(form, "titre"), form.GetProperty("version").GetInt32(), Text(form, "sha256"));
    }

    public IReadOnlyDictionary<CellCode, CellValue> Values { get; }

    public IReadOnlyList<SealedFinding> Findings { get; }

    public IReadOnlyList<SealedDocument> Documents { get; }

    /// <summary>Cadres declared « sans objet », a sentence each.</summary>
    public IReadOnlyList<string> WithoutObject { get; }

    /// <summary>Controls that were not applied as the form has them, a sentence each.</summary>
    public IReadOnlyList<string> Controls { get; }

    public string FormTitle { get; }

    public int FormVersion { get; }

    public string FormSha256 { get; }

    /// <summary>Reads an evidence, or the part of it that <see cref="TextOf"/> gives.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="Exception">It is not an evidence: a member is missing, or is not of its kind.</exception>
    public static SealedContent Of(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new SealedContent(document.RootElement);
    }

    /// <summary>The findings of an evidence and nothing else of it: what is read of many of them at once.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static IReadOnlyList<SealedFinding> FindingsOf(string json)
    {
        using var document = JsonDocument.Parse(json);
        return FindingsOf(document.RootElement);
    }

    private static IReadOnlyList<SealedFinding> FindingsOf(JsonElement root)
    {
        var explanations = Items(root, "justifications").ToDictionary(e => Text(e, "instance"));
        return [.. Items(root, "constats").Select(f => FindingOf(f, explanations))];
    }

    /// <summary>Canonical JSON of the content of an evidence that is itself canonical.</summary>
    public static string TextOf(string evidence)
    {
        using var document = JsonDocument.Parse(evidence);
        return "{" + string.Join(',', Members.Where(m => document.RootElement.TryGetProperty(m, out _))
            .Select(m => $"\"{m}\":{document.RootElement.GetProperty(m).GetRawText()}")) + "}";
    }

    private static SealedFinding FindingOf(JsonElement finding, Dictionary<string, JsonElement> explanations)
    {
        var found = new SealedFinding(
            Text(finding, "instance"), Text(finding, "controle"), Text(finding, "gravite"), Text(finding, "libelle"), Text(finding, "message"))
        {
            Cells = [.. Items(finding, "cellules").Select(c => c.GetString() ?? "")],
        };
        return explanations.TryGetValue(found.Instance, out var explanation)
            ? found with
            {
                Explanation = Text(explanation, "texte"),
                Author = Text(explanation, "auteur"),
                Support = explanation.TryGetProperty("piece", out var support) ? Text(support, "nom") : null,
                Reason = explanation.TryGetProperty("motif", out var reason) ? Text(reason, "code") : null,
                ReasonLabel = explanation.TryGetProperty("motif", out var coded) ? Text(coded, "libelle") : null,
            }
            : found;
    }

    private static SealedDocument DocumentOf(JsonElement document) => new(
        document.GetProperty("identifiant").GetGuid(), Text(document, "intitule"), Text(document, "nom"), Text(document, "format"),
        document.GetProperty("taille").GetInt64(), Text(document, "sha256"));

    private static string ControlOf(JsonElement control) =>
        $"{Text(control, "controle")}, {Text(control, "libelle")}\u00a0– {(Text(control, "devient") == "désactivé" ? "" : "devenu ")}{Text(control, "devient")} "
        + $"le {ParisTime.Day(control.GetProperty("depuis").GetDateTimeOffset())}\u00a0: {Text(control, "motif")}";

    private static CellValue ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => CellValue.Of(value.GetDecimal()),
        JsonValueKind.Object when value.TryGetProperty("sansObjet", out _) => CellValue.NotApplicable,
        JsonValueKind.Object => CellValue.Unreadable(Text(value, "illisible")),
        _ => CellValue.OfText(value.GetString() ?? ""),
    };

    private static IEnumerable<JsonElement> Items(JsonElement root, string name) =>
        root.TryGetProperty(name, out var items) ? items.EnumerateArray() : [];

    internal static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
