using System.Text.Json;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Review;

/// <summary>
/// Turns a sealed submission into pages. Nothing is computed again: values, findings and explanations are those that were
/// sealed, on the version of the form they were sealed with.
/// </summary>
public sealed class SubmissionReading
{
    private readonly SubmittedStatement _statement;
    private readonly FormDefinition _form;
    private readonly CellValues _values;

    public SubmissionReading(SubmittedStatement statement)
    {
        _statement = statement;
        _form = FormReader.ReadCanonical(statement.Form.DefinitionJson);
        _values = new CellValues(statement.Submission.Cells.Select(c => KeyValuePair.Create(c.Code, c.Value)));
    }

    /// <summary>Whether the sealed evidence names that document.</summary>
    public static bool Holds(Submission submission, Guid documentId)
    {
        using var snapshot = JsonDocument.Parse(submission.CanonicalJson);
        return snapshot.RootElement.TryGetProperty("pieces", out var documents)
            && documents.EnumerateArray().Any(d => d.GetProperty("identifiant").GetGuid() == documentId);
    }

    public SubmissionHeader Header()
    {
        var (submission, body, campaign, _, host, first) = _statement;
        var header = _form.Header;
        return new SubmissionHeader(
            submission.Id, CampaignWords.Name(campaign.Kind, campaign.Exercise), body.Name, body.Siren, submission.ReceiptNumber,
            submission.Number, submission.SubmittedAt, campaign.IsLate(body, first), submission.SignatoryName,
            submission.SignatoryFunction, header.Title, header.Version, header.LegalBasis, submission.Sha256,
            SubmissionSnapshot.IsIntact(submission), submission.IsLatest,
            [.. _form.Cadres.Select(c => new CadreLink(c.Code, c.Title, c.Cells.Count(cell => !_values[cell.Code].IsBlank)))], host?.Name);
    }

    public SubmissionViewModel Overview() => new(Header(), Findings(), Documents(), Controls()) { WithoutObject = WithoutObject() };

    /// <summary>Null when the form has no such cadre.</summary>
    /// <param name="lastYear">What the body submitted for the exercise before, in that year's codes.</param>
    public CadreViewModel? Cadre(string code, CellValues lastYear)
    {
        var previous = _form.Mapping.Translate(lastYear);
        return _form.FindCadre(code) is { } cadre
            ? new CadreViewModel(
                Header(), cadre.Code, cadre.Title, cadre.Help, cadre.LegalBasis, _statement.Campaign.Exercise, previous.Count > 0,
                [.. cadre.Tables.Select(t => Table(t, previous))])
            : null;
    }

    private TableViewModel Table(FormTable table, CellValues previous) => new(
        table.Code, table.Title, table.ShowPreviousYear && previous.Count > 0, [.. table.Columns.Select(c => c.Label)],
        [.. table.Rows.Select(row => new RowViewModel(
            row.Code, row.Label, row.Emphasis, [.. table.Columns.Select(column => Cell(table.At(row.Code, column.Code), previous))]))]);

    private CellViewModel? Cell(FormCell? cell, CellValues previous) => cell is null
        ? null
        : new CellViewModel(
            cell.Code.ToString().Replace('.', '-'),
            CellFormatter.Display(cell.Type, _values[cell.Code]),
            CellFormatter.Display(cell.Type, previous[cell.Code]),
            cell.Formula is not null || cell.CarryOver is not null,
            cell.Type is CellType.Amount or CellType.Count or CellType.Hours or CellType.Rate or CellType.Decimal);

    private List<SealedFinding> Findings()
    {
        using var snapshot = JsonDocument.Parse(_statement.Submission.CanonicalJson);
        var explanations = snapshot.RootElement.GetProperty("justifications").EnumerateArray()
            .ToDictionary(e => e.GetProperty("instance").GetString()!, e => e.Clone());
        return
        [
            .. snapshot.RootElement.GetProperty("constats").EnumerateArray().Select(f =>
            {
                var explained = explanations.TryGetValue(f.GetProperty("instance").GetString()!, out var explanation);
                return new SealedFinding(
                    Text(f, "controle"), Text(f, "gravite"), Text(f, "libelle"), Text(f, "message"), Text(f, "fondement"),
                    [.. f.GetProperty("cellules").EnumerateArray().Select(c => Link(c.GetString()!))],
                    explained ? Text(explanation, "texte") : null,
                    explained ? Text(explanation, "auteur") : null,
                    explained ? explanation.GetProperty("le").GetDateTimeOffset() : null)
                {
                    Instance = Text(f, "instance"),
                    Reason = explained && explanation.TryGetProperty("motif", out var reason) ? Text(reason, "libelle") : null,
                    Support = explained && explanation.TryGetProperty("piece", out var support) ? Text(support, "nom") : null,
                };
            }),
        ];
    }

    /// <summary>Empty for a submission made before documents were joined to it.</summary>
    private List<SealedDocument> Documents()
    {
        using var snapshot = JsonDocument.Parse(_statement.Submission.CanonicalJson);
        return snapshot.RootElement.TryGetProperty("pieces", out var documents)
            ? [.. documents.EnumerateArray().Select(d => new SealedDocument(
                Text(d, "intitule"), Text(d, "nom"), Text(d, "format"), d.GetProperty("taille").GetInt64(),
                d.GetProperty("pages") is { ValueKind: JsonValueKind.Number } pages ? pages.GetInt32() : null, Text(d, "sha256"),
                Text(d, "ajouteePar"), d.GetProperty("ajouteeLe").GetDateTimeOffset(), Text(d, "antivirus"),
                $"/instruction/{_statement.Submission.Id}/pieces/{d.GetProperty("identifiant").GetGuid()}"))]
            : [];
    }

    /// <summary>Empty when every control was applied as the form has it.</summary>
    private List<SealedControl> Controls()
    {
        using var snapshot = JsonDocument.Parse(_statement.Submission.CanonicalJson);
        return snapshot.RootElement.TryGetProperty("controlesModifies", out var controls)
            ? [.. controls.EnumerateArray().Select(c => new SealedControl(
                Text(c, "controle"), Text(c, "libelle"), Text(c, "gravite"), Text(c, "devient"), Text(c, "motif"), c.GetProperty("depuis").GetDateTimeOffset()))]
            : [];
    }

    /// <summary>Empty when every cadre concerns the body.</summary>
    private List<string> WithoutObject()
    {
        using var snapshot = JsonDocument.Parse(_statement.Submission.CanonicalJson);
        return snapshot.RootElement.TryGetProperty("cadresSansObjet", out var cadres)
            ? [.. cadres.EnumerateArray().Select(c => $"Cadre {Text(c, "cadre")}\u00a0: {Text(c, "motif")} ({Text(c, "auteur")})")]
            : [];
    }

    private SealedCell Link(string code) =>
        new(code, CellCode.TryParse(code, out var cell) ? _form.CadreOf(cell)?.Code : null);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
