using Microsoft.Extensions.Primitives;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Forms;

/// <summary>
/// Computes a form as a body would see it: its last year under the codes of this form, its own parameters, the day asked for.
/// Everything is computed at each request, and nothing is written.
/// </summary>
public sealed class Previews(DeclarationRepository repository)
{
    /// <param name="body">As whom.</param>
    /// <param name="day">Day of the check.</param>
    /// <param name="fields">What was typed in the cadre shown; none to begin with.</param>
    public async Task<PreviewPage> Of(
        TriedForm tried, Cadre cadre, PreviewOperator body, DateOnly day, PreviewChoice choice,
        IEnumerable<KeyValuePair<string, StringValues>> fields, CancellationToken cancellation)
    {
        var form = tried.Form;
        var lastYear = await repository.PreviousValues(body.Id, form.Header.Kind, form.Header.Exercise, cancellation);
        var context = new StatementContext
        {
            Previous = form.Mapping.Translate(lastYear),
            Today = day,
            OperatorCode = body.Code,
            RegionCode = body.RegionCode,
        };
        var typed = Typed(form, cadre, fields);
        var start = choice.StartsFromLastYear ? context.Previous : CellValues.Empty;
        var inputs = start.With(typed.Select(t => KeyValuePair.Create(t.Key, CellReader.Read(form.Find(t.Key)!, t.Value))));
        var evaluation = FormEvaluation.Of(form, inputs, context);
        var calculation = evaluation.Calculation;
        return new PreviewPage(
            cadre, [.. cadre.Tables.Select(Grid)], evaluation.Findings(context.Facts, context.WithoutObject), FormProgress.Of(form, calculation), context.Previous.Count > 0);

        GridViewModel Grid(FormTable table)
        {
            var previous = table.ShowPreviousYear && context.Previous.Count > 0 ? context.Previous : null;
            var exercise = form.Header.Exercise - 1;
            return new GridViewModel(
                table, table.Cells.ToDictionary(c => c.Code, c => CellState.Of(c, calculation, previous, true, typed.GetValueOrDefault(c.Code))),
                previous is null ? null : exercise, $"Repris de l’exercice {exercise} déposé");
        }
    }

    /// <summary>The fields that are input cells of the cadre; a preview ignores the others, for it keeps nothing.</summary>
    private static Dictionary<CellCode, string> Typed(FormDefinition form, Cadre cadre, IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var typed = new Dictionary<CellCode, string>();
        foreach (var (name, values) in fields)
        {
            if (CellCode.TryParse(name, out var code) && form.Find(code) is { IsInput: true } && form.CadreOf(code) == cadre)
            {
                typed[code] = values.ToString().ReplaceLineEndings("\n");
            }
        }

        return typed;
    }
}

/// <summary>A cadre as the body would see it.</summary>
/// <param name="Findings">Of the whole form.</param>
/// <param name="HasPrevious">The body submitted a statement for the exercise before.</param>
public sealed record PreviewPage(
    Cadre Cadre, IReadOnlyList<GridViewModel> Grids, IReadOnlyList<Finding> Findings, FormProgress Progress, bool HasPrevious)
{
    public IReadOnlyList<SummaryError> Errors =>
    [
        .. from grid in Grids
           from cell in grid.Table.Cells
           let state = grid.Cells[cell.Code]
           where state.Error is not null
           select new SummaryError($"{(grid.IsFieldList ? cell.RowLabel : cell.Label)}\u00a0: {state.Error}", cell.Code.ToString()),
    ];

    /// <summary>Findings that point at a cell of the cadre.</summary>
    public IReadOnlyList<Finding> Here => [.. Findings.Where(f => f.Cells.Any(c => Cadre.Tables.Any(t => t.Code == c.Table)))];
}
