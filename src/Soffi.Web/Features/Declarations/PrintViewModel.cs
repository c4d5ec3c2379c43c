using Microsoft.AspNetCore.Html;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>A whole statement on paper.</summary>
/// <param name="Blank">Without any value: the form alone.</param>
/// <param name="Submission">The latest; null before the first.</param>
/// <param name="Now">When it is printed.</param>
public sealed record PrintViewModel(Statement Statement, bool Blank, SubmissionRow? Submission, DateTimeOffset Now, GridTemplates Templates)
{
    /// <summary>What the paper is worth.</summary>
    public string Worth => Blank ? "Formulaire vierge, ne vaut pas dépôt."
        : Statement.Declaration.IsSealed && Submission is { } sent
            ? $"Déclaration déposée le {ParisTime.DayAndHour(sent.SubmittedAt)} sous le n°\u00a0{sent.ReceiptNumber}. Seul l’accusé de dépôt fait foi."
            : "Document de travail, ne vaut pas dépôt.";

    /// <summary>The findings explained for the values as they stand; none on a blank form.</summary>
    public IReadOnlyList<ExplainedFinding> Explained { get; } =
        Blank ? [] : [.. Statement.Readiness.ToExplain.Where(f => f.State == ExplanationState.Valid)];

    /// <summary>Declared « sans objet » and without any value; null for a cadre that counts.</summary>
    public CadreWithoutObject? WithoutObject(Cadre cadre) =>
        Blank ? null : Statement.Declaration.WithoutObject(Statement.Form).FirstOrDefault(c => c.Cadre == cadre.Code);

    public IHtmlContent Content(FormTable table) => new PrintHtml(Templates.Of(Statement.Form, table), table, Blank ? null : Statement.Calculation);

    public static string Address(Guid id, bool blank) => $"{Links.Statement(id)}/impression{(blank ? "?vierge=oui" : "")}";
}
