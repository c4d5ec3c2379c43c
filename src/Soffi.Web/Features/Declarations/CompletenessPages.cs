using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;

namespace Soffi.Web.Features.Declarations;

/// <summary>Builds the page that says what is missing.</summary>
public sealed class CompletenessPages(CompletenessQueries queries)
{
    public async Task<CompletenessViewModel> Build(Statement statement, CancellationToken cancellation)
    {
        var left = statement.Readiness.Blocking.Concat(statement.Readiness.Unexplained.Select(f => f.Finding))
            .Where(f => !StatementControls.SaidInCells.Contains(f.ControlCode)).ToList();
        return new CompletenessViewModel(
            statement,
            [.. statement.Progress.Cadres.Select(p => Of(statement, p, left))],
            [.. left.Where(DocumentControls.IsAbout).Select(f => f.Message)],
            statement.Access.CanEdit ? await TimeLeft(statement, cancellation) : "");
    }

    private static CadreCompleteness Of(Statement statement, CadreProgress progress, List<Finding> left)
    {
        var cadre = progress.Cadre;
        return new CadreCompleteness(progress)
        {
            Missing = progress.IsWithoutObject ? [] : [.. cadre.Tables.Select(t => Missing(statement, t)).OfType<MissingInTable>()],
            Unconfirmed = [.. cadre.Cells.Where(c => statement.IsUnconfirmed(c.Code))],
            Findings = left.Count(f => !DocumentControls.IsAbout(f) && f.Cells.Any(c => statement.Form.CadreOf(c) == cadre)),
            Declared = statement.Declaration.CadresWithoutObject.FirstOrDefault(c => c.Cadre == cadre.Code),
            MayDeclare = statement.Access.CanEdit && progress.Inputs > 0 && statement.Declaration.MayJudge(cadre) && statement.Declaration.TypedIn(cadre).Count == 0,
        };
    }

    private static MissingInTable? Missing(Statement statement, FormTable table)
    {
        var inputs = table.Cells.Where(c => c.IsInput && !statement.IsLocked(c.Code)).ToList();
        var values = statement.Calculation.Values;
        var required = inputs.Where(c => c.Required && values[c.Code].IsBlank).ToList();
        var unreadable = inputs.Where(c => values[c.Code].Kind == CellKind.Unreadable).ToList();
        if (required.Count > 0 || unreadable.Count > 0)
        {
            var words = new[]
            {
                required.Count == 0 ? null : $"{Words.Count(required.Count, "cellule obligatoire", "cellules obligatoires")} à remplir",
                unreadable.Count == 0 ? null : $"{Words.Cells(unreadable.Count)} à corriger",
            };
            var first = inputs.First(c => required.Contains(c) || unreadable.Contains(c));
            return new MissingInTable(table, string.Join(", ", words.OfType<string>()), first);
        }

        return inputs.Count > 0 && inputs.TrueForAll(c => values[c.Code].IsBlank) ? new MissingInTable(table, "rien n’y est saisi", inputs[0]) : null;
    }

    /// <summary>
    /// The cells that last year's statement filled and that are blank, and the required ones, each at the pace measured on
    /// last year's statement, else on this one.
    /// </summary>
    private async Task<string> TimeLeft(Statement statement, CancellationToken cancellation)
    {
        var values = statement.Calculation.Values;
        var cells = statement.Form.Cadres.Where(c => !statement.WithoutObject.Contains(c.Code)).SelectMany(c => c.Cells)
            .Count(c => c.IsInput && !statement.IsLocked(c.Code) && values[c.Code].IsBlank && (c.Required || !statement.Previous[c.Code].IsBlank));
        if (cells == 0)
        {
            return "Il ne reste aucune cellule obligatoire, ni remplie l’an dernier, à saisir.";
        }

        var campaign = statement.Loaded.Campaign;
        var lastYear = TypingPace.Median(await queries.TypedIn(statement.Loaded.Operator.Id, campaign.Kind, campaign.Exercise - 1, cancellation));
        var pace = lastYear ?? TypingPace.Median(await queries.Typed(statement.Id, cancellation));
        return pace is { } one
            ? $"Il reste {Duration(one * cells)} de saisie pour {Words.Cells(cells)}, d’après votre saisie de {(lastYear is null ? "cette année" : statement.Exercise - 1)}."
            : $"Il reste {Words.Cells(cells)} à saisir. Temps restant non estimable\u00a0: ni cette déclaration ni la précédente n’ont encore été saisies assez longtemps ici.";
    }

    /// <summary>« moins de 5 minutes », « environ 25 minutes », « environ 3 heures ».</summary>
    internal static string Duration(TimeSpan time)
    {
        var minutes = (int)Math.Ceiling(time.TotalMinutes / 5) * 5;
        return minutes switch
        {
            <= 5 => "moins de 5\u00a0minutes",
            < 60 => $"environ {minutes}\u00a0minutes",
            _ => $"environ {Words.Count((int)Math.Round(time.TotalHours, MidpointRounding.AwayFromZero), "heure", "heures")}",
        };
    }
}
