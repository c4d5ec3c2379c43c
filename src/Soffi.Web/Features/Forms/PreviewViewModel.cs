using System.Globalization;
using Microsoft.AspNetCore.Html;
using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Forms;

/// <summary>A form seen as a body would see it.</summary>
/// <param name="Operators">As whom it may be seen.</param>
/// <param name="Operator">As whom it is; null when the choice cannot be followed.</param>
/// <param name="Page">Null when the choice cannot be followed.</param>
public sealed record PreviewViewModel(
    TriedForm Tried, IReadOnlyList<PreviewOperator> Operators, PreviewOperator? Operator, DateOnly? Day, PreviewChoice Choice, PreviewPage? Page)
{
    public IReadOnlyList<Choice> OperatorChoices => [.. Operators.Select(o => new Choice(o.Code, o.Name))];

    public string DayText => Day?.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture) ?? Choice.Jour ?? "";

    /// <summary>The same preview of another cadre.</summary>
    public string Href(Cadre cadre, CellCode? cell = null) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Tried.Preview}/{cadre.Code}?operateur={Uri.EscapeDataString(Operator!.Code)}&jour={Day:yyyy-MM-dd}{(Choice.StartsFromLastYear ? $"&depart={PreviewChoice.LastYear}" : "")}{(cell is { } code ? $"#{code}" : "")}");

    /// <summary>A draft changes at each save: its templates are not kept.</summary>
    public static IHtmlContent Content(GridViewModel grid) => grid.IsFieldList ? new FieldListHtml(grid) : new GridHtml(GridTemplate.Of(grid.Table), grid);

    /// <summary>Where the form stands in the preview of that cadre.</summary>
    public CadreProgress Progress(Cadre cadre) => Page!.Progress.Cadres.First(p => p.Cadre == cadre);
}
