using Microsoft.AspNetCore.Mvc;
using Soffi.Data.Rows;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Deliveries;

/// <summary>Where each recipient by law gets its deliveries.</summary>
[RequirePermission(Permission.InstructDeclaration)]
[Route("instruction/transmissions/destinataires")]
public sealed class RecipientsController(DeliveryQueueQueries queue, RecipientRegister register, CurrentUser current) : Controller
{
    private const string Done = "Soffi.Recipients";

    [HttpGet("")]
    public async Task<ViewResult> Show(CancellationToken cancellation)
    {
        var standing = await queue.Addresses(cancellation);
        return View("Recipients", new RecipientsViewModel(
            standing.ToDictionary(a => a.Key, a => a.Value.Email), Words(standing), new Dictionary<string, string>(), TempData[Done] as string));
    }

    private static Dictionary<string, string> Words(Dictionary<string, RecipientAddress> standing) =>
        standing.ToDictionary(a => a.Key, a => $"Enregistrée le {ParisTime.Day(a.Value.ChangedAt)} par {a.Value.ChangedBy}");

    /// <summary>Each field bears the code of its recipient.</summary>
    [HttpPost("")]
    public async Task<IActionResult> Save(CancellationToken cancellation)
    {
        var typed = LegalRecipients.Known.Where(r => Request.Form.ContainsKey(r.Code)).ToDictionary(r => r.Code, r => Request.Form[r.Code].ToString().Trim());
        var faults = typed.Where(t => RecipientRegister.Fault(t.Value) is not null).ToDictionary(t => t.Key, t => RecipientRegister.Fault(t.Value)!);
        if (faults.Count > 0)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Recipients", new RecipientsViewModel(typed, Words(await queue.Addresses(cancellation)), faults, null));
        }

        var changed = await register.Save(typed, current.Actor, cancellation);
        TempData[Done] = changed switch { 0 => "Aucune adresse n’a changé.", 1 => "1\u00a0adresse est enregistrée.", _ => $"{changed}\u00a0adresses sont enregistrées." };
        return new SeeOtherResult("/instruction/transmissions/destinataires");
    }
}
