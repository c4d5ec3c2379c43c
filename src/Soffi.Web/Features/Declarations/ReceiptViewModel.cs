using System.Text.Json;
using Soffi.Domain.Declarations;

namespace Soffi.Web.Features.Declarations;

/// <summary>A finding as the snapshot keeps it, with its explanation.</summary>
public sealed record ReceiptFinding(string Severity, string Label, string Message, string? Explanation, string? Author, string? Support = null);

/// <summary>A document as the snapshot keeps it.</summary>
public sealed record ReceiptDocument(Guid Id, string Label, string Name, string Format, long Size, string Sha256);

/// <summary>The receipt of a submission.</summary>
/// <param name="Values">Number of values sealed.</param>
/// <param name="Controls">Controls that were not applied as the form has them, a sentence each.</param>
/// <param name="Intact">The stored JSON still has the stored hash.</param>
public sealed record ReceiptViewModel(
    Statement Statement, Submission Submission, string OperatorName, string OperatorSiren, string FormTitle, string FormSha256,
    int FormVersion, int Exercise, string Kind, int Values, IReadOnlyList<ReceiptFinding> Findings,
    IReadOnlyList<ReceiptDocument> Documents, IReadOnlyList<string> Controls, bool Intact)
{
    /// <summary>Cadres declared « sans objet », as sealed, a sentence each.</summary>
    public IReadOnlyList<string> WithoutObject { get; private init; } = [];

    /// <summary>The body that carries the operator as a section, as sealed; null for a body of its own.</summary>
    public string? HostName { get; private init; }

    /// <summary>« le 23 novembre 2026 à 7 h 05 (heure de Paris) ».</summary>
    public string Date => $"le {ParisTime.DayAndHour(Submission.SubmittedAt)} (heure de Paris)";

    /// <summary>Everything is read from the snapshot: what is on the receipt is what was sealed.</summary>
    public static ReceiptViewModel Of(Statement statement, Submission submission)
    {
        using var document = JsonDocument.Parse(submission.CanonicalJson);
        var root = document.RootElement;
        var (body, form) = (root.GetProperty("operateur"), root.GetProperty("formulaire"));
        var explanations = root.GetProperty("justifications").EnumerateArray()
            .ToDictionary(e => Text(e, "instance"), e => (
                Text: Text(e, "texte"), Author: Text(e, "auteur"), Support: e.TryGetProperty("piece", out var piece) ? Text(piece, "nom") : null));
        return new ReceiptViewModel(
            statement, submission, Text(body, "denomination"), Text(body, "siren"), Text(form, "titre"), Text(form, "sha256"),
            form.GetProperty("version").GetInt32(), form.GetProperty("exercice").GetInt32(), Text(form, "nature"),
            root.GetProperty("valeurs").EnumerateObject().Count(),
            [.. root.GetProperty("constats").EnumerateArray().Select(Finding)],
            root.TryGetProperty("pieces", out var documents) ? [.. documents.EnumerateArray().Select(Document)] : [],
            root.TryGetProperty("controlesModifies", out var controls) ? [.. controls.EnumerateArray().Select(Control)] : [],
            SubmissionSnapshot.IsIntact(submission))
        {
            WithoutObject = root.TryGetProperty("cadresSansObjet", out var cadres)
                ? [.. cadres.EnumerateArray().Select(c => $"Cadre {Text(c, "cadre")}\u00a0: {Text(c, "motif")} ({Text(c, "auteur")})")]
                : [],
            HostName = body.TryGetProperty("sectionDe", out var host) ? Text(host, "denomination") : null,
        };

        static string Control(JsonElement control) =>
            $"{Text(control, "controle")}, {Text(control, "libelle")}\u00a0– {(Text(control, "devient") == "désactivé" ? "" : "devenu ")}{Text(control, "devient")} "
            + $"le {ParisTime.Day(control.GetProperty("depuis").GetDateTimeOffset())}\u00a0: {Text(control, "motif")}";

        static ReceiptDocument Document(JsonElement document) => new(
            document.GetProperty("identifiant").GetGuid(), Text(document, "intitule"), Text(document, "nom"), Text(document, "format"),
            document.GetProperty("taille").GetInt64(), Text(document, "sha256"));

        ReceiptFinding Finding(JsonElement finding)
        {
            var explained = explanations.TryGetValue(Text(finding, "instance"), out var explanation);
            return new ReceiptFinding(
                Text(finding, "gravite"), Text(finding, "libelle"), Text(finding, "message"),
                explained ? explanation.Text : null, explained ? explanation.Author : null, explained ? explanation.Support : null);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
