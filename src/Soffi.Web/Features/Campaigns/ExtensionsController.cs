using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Campaigns;

/// <summary>Later deadlines, body by body, each with its reason.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
[Route("/campagnes/{id:int}/delais")]
public sealed class ExtensionsController(
    CampaignQueries queries, ExtensionRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    /// <param name="body">The body to choose at first; one whose maintenance took time from the last two days is proposed it back.</param>
    [HttpGet("")]
    public async Task<IActionResult> Show(int id, [FromQuery(Name = "organisme")] string? body, CancellationToken cancellation) =>
        await queries.Extensions(id, cancellation) is { } page ? View("Extensions", page with { Form = page.Proposed(body) }) : NotFound();

    [HttpPost("")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Grant(int id, ExtensionForm form, CancellationToken cancellation)
    {
        if (await queries.Extensions(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        Refuse(nameof(form.Reason), ReasonForm.Fault(form.Reason));
        if (form.Body(page) is not { } chosen)
        {
            Refuse(nameof(form.Operator), "Choisissez un organisme de la liste.");
            return Again(page, form);
        }

        var (campaign, body) = await register.Find(id, chosen.Id, cancellation);
        var (deadline, field, error) = form.Read(campaign, body, clock.GetUtcNow());
        Refuse(field ?? nameof(form.Day), error);
        if (!ModelState.IsValid)
        {
            return Again(page, form);
        }

        await register.Grant(campaign, body, deadline!.Value, form.Reason!.Trim(), current.Actor, cancellation);
        return RedirectToAction(nameof(Show), new { id });
    }

    [HttpPost("retrait")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Withdraw(int id, ExtensionForm form, CancellationToken cancellation)
    {
        if (await queries.Extensions(id, cancellation) is not { } page)
        {
            return NotFound();
        }

        Refuse(nameof(form.WithdrawalReason), ReasonForm.Fault(form.WithdrawalReason));
        var standing = form.Standing(page);
        Refuse(nameof(form.Withdrawn), standing is null ? "Choisissez un délai en cours de la liste." : null);
        if (!ModelState.IsValid)
        {
            return Again(page, form);
        }

        var (campaign, body) = await register.Find(id, standing!.OperatorId, cancellation);
        await register.Withdraw(campaign, body, form.WithdrawalReason!.Trim(), current.Actor, cancellation);
        return RedirectToAction(nameof(Show), new { id });
    }

    private ViewResult Again(ExtensionsViewModel page, ExtensionForm form)
    {
        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View("Extensions", page with { Form = form });
    }

    private void Refuse(string field, string? error)
    {
        if (error is not null)
        {
            ModelState.AddModelError(field, error);
        }
    }
}
