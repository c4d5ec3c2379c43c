using System.Globalization;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Forms;

/// <summary>Where the pages of a tried form stand: a draft of the workshop, or a published version.</summary>
/// <param name="Root">Its address, without a final slash.</param>
/// <param name="Name">« ESF 2026, OPCO, version 1 ».</param>
/// <param name="Crumbs">From the list of campaigns to the form.</param>
public sealed record TriedForm(FormDefinition Form, string Root, string Name, IReadOnlyList<Crumb> Crumbs)
{
    public string Rehearsal => $"{Root}/repetition";

    public string Preview => $"{Root}/apercu";

    public static string NameOf(FormHeader header) => string.Create(
        CultureInfo.InvariantCulture,
        $"{CampaignWords.Name(header.Kind, header.Exercise)}, {CampaignWords.Family(header.OperatorType)}, version\u00a0{header.Version}");
}

/// <summary>The page of a rehearsal.</summary>
/// <param name="ReferenceName">The form the controls are compared with; null when there is none.</param>
/// <param name="Outcome">Null when the control asked for does not exist.</param>
public sealed record RehearsalViewModel(TriedForm Tried, RehearsalChoice Choice, string? ReferenceName, RehearsalOutcome? Outcome)
{
    /// <summary>Lines of a control shown on the page; the workbook has them all.</summary>
    public const int MostLines = 100;

    public string ExportHref => $"{Tried.Rehearsal}.xlsx{(Choice.Value.Length > 0 ? $"?controles={Uri.EscapeDataString(Choice.Value)}" : "")}";

    public IReadOnlyList<Choice> Choices =>
    [
        new("", ReferenceName is null ? "Tous, faute de formulaire auquel comparer" : $"Nouveaux ou modifiés depuis {ReferenceName}"),
        new(RehearsalChoice.EveryControl, "Tous"),
        .. Tried.Form.Controls.DistinctBy(c => c.Code).Select(c => new Choice(c.Code, $"{c.Code} – {c.Label}")),
    ];

    public string Title => Choice switch
    {
        { Code: { } code } => $"Contrôle {code}",
        { All: true } => "Tous les contrôles",
        _ => ReferenceName is null ? "Tous les contrôles" : "Contrôles nouveaux ou modifiés",
    };
}
