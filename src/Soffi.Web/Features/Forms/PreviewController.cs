using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Primitives;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.HeldPosts;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Forms;

/// <summary>« Aperçu » : a form as a given body would fill it in, on a given day. Fields may be typed to try; nothing is stored.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("campagnes/formulaires/versions/{id:int}/apercu")]
[Route("campagnes/formulaires/brouillons/{draft:int}/apercu")]
public sealed class PreviewController(TriedForms tried, PreviewQueries queries, Previews previews, TimeProvider clock) : Controller
{
    [HttpGet("")]
    [HttpGet("{cadre}")]
    public async Task<IActionResult> Show(int? id, int? draft, string? cadre, [FromQuery] PreviewChoice choice, CancellationToken cancellation) =>
        await tried.Find(id, draft, cancellation) is { } form ? await Page(form, cadre, choice, [], cancellation) : Absent(draft);

    /// <summary>Computes with what was typed and shows the same page.</summary>
    [HttpPost("{cadre}")]
    [RequestFormLimits(ValueCountLimit = HoldsPostAttribute.MaxValues, ValueLengthLimit = HoldsPostAttribute.MaxValueLength)]
    [RequestSizeLimit(HoldsPostAttribute.MaxBytes)]
    public async Task<IActionResult> Try(int? id, int? draft, string cadre, [FromQuery] PreviewChoice choice, IFormCollection typed, CancellationToken cancellation) =>
        await tried.Find(id, draft, cancellation) is { } form ? await Page(form, cadre, choice, typed, cancellation) : Absent(draft);

    /// <summary>A draft that cannot be read is put right first, where its faults are listed.</summary>
    private IActionResult Absent(int? draft) => draft is { } id ? LocalRedirect($"/campagnes/formulaires/brouillons/{id}") : NotFound();

    private async Task<IActionResult> Page(
        TriedForm form, string? code, PreviewChoice choice, IEnumerable<KeyValuePair<string, StringValues>> typed, CancellationToken cancellation)
    {
        if ((code is null ? form.Form.Cadres[0] : form.Form.FindCadre(code)) is not { } cadre)
        {
            return NotFound();
        }

        var operators = await queries.Operators(form.Form.Header.OperatorType, cancellation);
        var body = operators.FirstOrDefault(o => string.IsNullOrWhiteSpace(choice.Operateur) || o.Code == choice.Operateur);
        var day = choice.Day(clock.GetUtcNow());
        Refuse("operateur", body is null ? "Choisissez un organisme de la liste." : null);
        Refuse("jour", day is null ? "Saisissez une date sous la forme jj/mm/aaaa, par exemple 31/05/2027." : null);
        if (body is null || day is null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Preview", new PreviewViewModel(form, operators, null, day, choice, null));
        }

        var page = await previews.Of(form, cadre, body, day.Value, choice, typed, cancellation);
        return View("Preview", new PreviewViewModel(form, operators, body, day, choice, page));
    }

    private void Refuse(string field, string? error)
    {
        if (error is not null)
        {
            ModelState.AddModelError(field, error);
        }
    }
}
