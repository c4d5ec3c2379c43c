using System.Globalization;
using Soffi.Domain.Forms;

namespace Soffi.Domain.Declarations;

/// <summary>What is left before a statement can be submitted, in numbers: the same on its pages, in the follow-up and in the reminders.</summary>
/// <param name="Started">Something was typed.</param>
/// <param name="Cadres">Cadres where something may be typed; those without object left out.</param>
/// <param name="Complete">Of these, those that are complete.</param>
/// <param name="Percent">See <see cref="FormProgress"/>.</param>
/// <param name="Empty">Cadres where nothing is typed.</param>
/// <param name="Required">Required cells not answered.</param>
/// <param name="Unreadable">Cells to correct.</param>
/// <param name="Documents">Documents missing, or not analysed.</param>
/// <param name="Blocking">Blocking findings besides the cells and documents above.</param>
/// <param name="Unexplained">Findings that wait for an explanation.</param>
public sealed record StatementLeft(
    bool Started, int Cadres, int Complete, int Percent, int Empty, int Required, int Unreadable, int Documents, int Blocking, int Unexplained)
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>Only the signature is missing.</summary>
    public bool IsReady => Started && Words.Count == 0;

    /// <summary>« 2 cadres vides », « 3 constats bloquants », « 1 pièce à joindre ou à analyser »…; empty when nothing is left but the signature.</summary>
    public IReadOnlyList<string> Words =>
    [
        .. new (int Number, string One, string Many)[]
        {
            (Empty, "cadre vide", "cadres vides"),
            (Required, "cellule obligatoire à remplir", "cellules obligatoires à remplir"),
            (Unreadable, "cellule à corriger", "cellules à corriger"),
            (Documents, "pièce à joindre ou à analyser", "pièces à joindre ou à analyser"),
            (Blocking, "constat bloquant", "constats bloquants"),
            (Unexplained, "constat à justifier", "constats à justifier"),
        }.Where(p => p.Number > 0).Select(p => $"{p.Number.ToString("N0", French)}\u00a0{(p.Number == 1 ? p.One : p.Many)}"),
    ];

    public static StatementLeft Of(FormProgress progress, SubmissionReadiness readiness)
    {
        var due = progress.Cadres.Where(c => c.Inputs > 0).ToList();
        return new StatementLeft(
            readiness.Started, due.Count, due.Count(c => c.IsComplete), progress.Percent, due.Count(c => c.Answered == 0),
            progress.Cadres.Sum(c => c.Required - c.RequiredAnswered), progress.Cadres.Sum(c => c.Unreadable),
            readiness.Blocking.Count(DocumentControls.IsAbout),
            readiness.Blocking.Count(f => f.ControlCode is not ("F01" or "F02" or "F03") && !DocumentControls.IsAbout(f)), // Cells are counted above, not twice.
            readiness.Unexplained.Count);
    }
}
