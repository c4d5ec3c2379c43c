using Microsoft.AspNetCore.Mvc;
using Soffi.Domain.Access;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Infrastructure.Startup;

namespace Soffi.Web.Features.Review;

/// <summary>What declarations say of each other, and of what others publish (reference-metier §5.7).</summary>
[RequirePermission(Permission.ReviewDeclaration)]
[NationalOnly]
public sealed class CrossControlsController(CrossControlCatalog catalog, CrossControlQueries queries, StatTables tables) : Controller
{
    [HttpGet("/instruction/controles-croises")]
    public async Task<ViewResult> Index([FromQuery(Name = "exercice")] string? exercise, CancellationToken cancellation)
    {
        var choice = await ExerciseChoice.Of(catalog, queries, exercise, cancellation);
        if (choice.Exercise is not { } year || catalog.Find(year) is not { } set)
        {
            return View("CrossControls", new CrossControlsViewModel(choice, [], []));
        }

        var facts = await queries.Facts(set, tables, cancellation);
        return View("CrossControls", CrossControlsViewModel.Of(choice, set, facts));
    }
}
