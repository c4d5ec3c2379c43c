using System.Globalization;
using Soffi.Data.Rows;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Workbooks;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Declarations;

/// <summary>« Classeur » : download, bring back.</summary>
/// <param name="Error">Why the file brought back is refused.</param>
public sealed record WorkbookViewModel(Statement Statement, string? Error = null)
{
    /// <summary>What was just done; null for nothing.</summary>
    public string? Message { get; init; }

    public UploadOptions Field => new("fichier", "Classeur rempli", ".xlsx,.ods")
    {
        Hint = $"Le classeur préparé par Soffi, au format XLSX ou ODS. {DocumentWords.Size(WorkbookImports.MaxBytes)} au plus.",
        Error = Error,
    };

    public IReadOnlyList<SummaryError> Summary => Error is null ? [] : [new SummaryError(Error, Statement.Access.CanEdit ? Field.HtmlId : null)];
}

/// <summary>A difference as the page shows it.</summary>
public sealed record DifferenceRow(CellDifference Difference)
{
    public FormCell Cell => Difference.Cell;

    public string Standing => CellText.Of(Cell, Difference.Standing);

    public string Imported => Difference.Imported.IsBlank ? "effacée" : CellText.Of(Cell, Difference.Imported);

    public string Previous => Difference.Previous.IsBlank ? "–" : CellText.Of(Cell, Difference.Previous);

    public string AtDownload => CellText.Of(Cell, Difference.AtDownload);

    public string FieldId => "reprendre-" + Cell.Code;
}

/// <summary>The differences of a cadre.</summary>
public sealed record CadreDifferences(Cadre Cadre, IReadOnlyList<DifferenceRow> Plain, IReadOnlyList<DifferenceRow> Conflicts);

/// <summary>What a workbook brought back would change.</summary>
public sealed record ImportViewModel(Statement Statement, Guid Import, string FileName, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt)
{
    /// <summary>Input cells read in the file.</summary>
    public required int Compared { get; init; }

    public required IReadOnlyList<CadreDifferences> Cadres { get; init; }

    /// <summary>What is to be corrected in the file.</summary>
    public required IReadOnlyList<ImportAnomaly> Faults { get; init; }

    /// <summary>What is said for information.</summary>
    public required IReadOnlyList<ImportAnomaly> Notes { get; init; }

    public string? Message { get; init; }

    public string? Error { get; init; }

    public int Plain => Cadres.Sum(c => c.Plain.Count);

    public int Conflicts => Cadres.Sum(c => c.Conflicts.Count);

    public bool CanAccept => Statement.Access.CanEdit && Plain + Conflicts > 0;

    public static ImportViewModel Of(Statement statement, PendingImport import, WorkbookComparison comparison) =>
        new(statement, import.Id, import.FileName, import.MadeAt, import.ExpiresAt)
        {
            Compared = comparison.Compared,
            Cadres =
            [
                .. from cadre in statement.Form.Cadres
                   let rows = comparison.Differences.Where(d => cadre.Tables.Any(t => t.Code == d.Cell.Code.Table)).Select(d => new DifferenceRow(d)).ToList()
                   where rows.Count > 0
                   select new CadreDifferences(cadre, [.. rows.Where(r => !r.Difference.IsConflict)], [.. rows.Where(r => r.Difference.IsConflict)]),
            ],
            Faults = [.. comparison.Faults],
            Notes = [.. comparison.Anomalies.Where(a => a.IsNote)],
        };

    /// <summary>« 37 cellules reprises du classeur. ».</summary>
    public static string Said(SaveOutcome outcome)
    {
        var saved = outcome.Saved.Count switch
        {
            0 => "Rien n’avait changé\u00a0: aucune cellule n’est reprise.",
            1 => "1\u00a0cellule est reprise du classeur.",
            var count => $"{Words.Cells(count)} sont reprises du classeur.",
        };
        return outcome.Conflicts.Count == 0
            ? saved
            : $"{saved} {(outcome.Conflicts.Count == 1 ? "1\u00a0autre vient d’être modifiée" : $"{Words.Cells(outcome.Conflicts.Count)} viennent d’être modifiées")} par quelqu’un d’autre\u00a0: choisissez ci-dessous.";
    }

    /// <summary>« classeur-anomalies.xlsx ».</summary>
    public static string AnnotatedName(string name)
    {
        var bare = Path.GetFileNameWithoutExtension(name);
        return $"{(bare.EndsWith("-anomalies", StringComparison.Ordinal) ? bare : bare + "-anomalies")}.xlsx";
    }
}

/// <summary>What a person takes of an import.</summary>
/// <param name="Seen">Revision of the page where they chose; 0 when the form does not say.</param>
public sealed record ImportChoice(IReadOnlyList<CellDifference> Cells, int Seen)
{
    /// <summary>Field of the checkboxes.</summary>
    public const string CellName = "cellule";

    /// <summary>Value of the button that takes all but the conflicts.</summary>
    public const string All = "tout";

    public static ImportChoice Of(IFormCollection form, Statement statement, WorkbookComparison comparison)
    {
        _ = int.TryParse(form[TableForm.RevisionName], NumberStyles.None, CultureInfo.InvariantCulture, out var seen);
        var boxes = form[CellName].ToHashSet();
        var chosen = form[TableForm.MoveName] == All ? comparison.Plain : comparison.Differences.Where(d => boxes.Contains(d.Cell.Code.ToString()));
        return new ImportChoice([.. chosen], seen > statement.Declaration.Revision ? 0 : seen);
    }
}
