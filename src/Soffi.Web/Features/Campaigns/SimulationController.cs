using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Campaigns;

/// <summary>« Voir la campagne comme tel opérateur à telle date » : reads, computes, writes nothing.</summary>
[RequirePermission(Permission.AdministerCampaigns)]
public sealed class SimulationController(SimulationQueries queries) : Controller
{
    [HttpGet("/campagnes/{id:int}/simulation")]
    public async Task<IActionResult> Show(
        int id, [FromQuery(Name = "operateur")] string? body, [FromQuery(Name = "date")] string? day, CancellationToken cancellation)
    {
        if (await queries.Of(id, body, day, cancellation) is not { } page)
        {
            return NotFound();
        }

        // A field left empty is sent empty: the form was sent, unlike the address of the menu.
        var asked = Request.Query.Count > 0;
        if (asked && page.Bodies.All(b => b.Code != body))
        {
            ModelState.AddModelError("operateur", "Choisissez un organisme de la liste.");
        }

        if (asked && TypedMoment.Day(day) is null)
        {
            ModelState.AddModelError("date", TypedMoment.DayFault);
        }

        Response.StatusCode = ModelState.IsValid ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest;
        return View("Simulation", page);
    }
}
