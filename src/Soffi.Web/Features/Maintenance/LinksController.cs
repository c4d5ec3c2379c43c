using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Links;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Maintenance;

/// <summary>A link, as typed.</summary>
public sealed class LinkForm
{
    public string? Titre { get; set; }

    public string? Adresse { get; set; }

    public string? Description { get; set; }

    public IEnumerable<(string Field, string Sentence)> Faults()
    {
        if ((Titre?.Trim().Length ?? 0) is 0 or > ExternalLink.LongestTitle)
        {
            yield return (nameof(Titre), $"Donnez le nom du site, en {ExternalLink.LongestTitle} caractères au plus.");
        }

        if (ExternalLink.Fault(Adresse) is { } fault)
        {
            yield return (nameof(Adresse), fault);
        }

        if ((Description?.Trim().Length ?? 0) > ExternalLink.LongestDescription)
        {
            yield return (nameof(Description), $"Raccourcissez\u00a0: {ExternalLink.LongestDescription} caractères au plus.");
        }
    }
}

public sealed record LinksViewModel(IReadOnlyList<LinkLine> Links, LinkForm Form, string? Done);

/// <summary>The external sites recommended by the ministry, chosen by administrators (CGU articles 41 and 43).</summary>
[RequirePermission(Permission.AdministerMaintenance)]
[Route("maintenance/liens")]
public sealed class LinksController(RecommendedLinks links, LinkRegister register, CurrentUser current) : Controller
{
    private const string Done = "liens";

    [HttpGet("")]
    public async Task<ViewResult> Index(CancellationToken cancellation) =>
        View("Links", new LinksViewModel(await links.All(cancellation) ?? [], new LinkForm(), TempData[Done] as string));

    [HttpPost("")]
    public async Task<IActionResult> Add(LinkForm form, CancellationToken cancellation)
    {
        foreach (var (field, sentence) in form.Faults())
        {
            ModelState.AddModelError(field, sentence);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("Links", new LinksViewModel(await links.All(cancellation) ?? [], form, null));
        }

        await register.Add(form, current.Actor, cancellation);
        TempData[Done] = "Le lien est ajouté\u00a0: il est montré à tous, page «\u00a0Liens utiles\u00a0».";
        return new SeeOtherResult("/maintenance/liens");
    }

    [HttpPost("{id:int}/retrait")]
    public async Task<IActionResult> Remove(int id, CancellationToken cancellation)
    {
        TempData[Done] = await register.Remove(id, current.Actor, cancellation) ? "Le lien est retiré." : "Ce lien était déjà retiré.";
        return new SeeOtherResult("/maintenance/liens");
    }
}

/// <summary>Adds and removes links; each act and its entry of the journal in one transaction.</summary>
public sealed class LinkRegister(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    public Task Add(LinkForm form, Actor actor, CancellationToken cancellation)
    {
        var link = new ExternalLink(form.Titre!.Trim(), form.Adresse!.Trim(), form.Description?.Trim() ?? "", actor.DisplayName, clock.GetUtcNow());
        return database.InTransaction(
            async token =>
            {
                database.ExternalLinks.Add(link);
                await database.SaveChangesAsync(token);
                Write(AuditAction.LinkAdded, link, actor);
                return await database.SaveChangesAsync(token);
            },
            cancellation);
    }

    /// <returns>False when there is no such link.</returns>
    public async Task<bool> Remove(int id, Actor actor, CancellationToken cancellation)
    {
        if (await database.ExternalLinks.SingleOrDefaultAsync(l => l.Id == id, cancellation) is not { } link)
        {
            return false;
        }

        database.ExternalLinks.Remove(link);
        Write(AuditAction.LinkRemoved, link, actor);
        try
        {
            await database.SaveChangesAsync(cancellation);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            database.ChangeTracker.Clear();
            return false; // Somebody removed it at the same time.
        }
    }

    private void Write(string action, ExternalLink link, Actor actor) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, "lien", link.Id.ToString(CultureInfo.InvariantCulture), null,
        JsonSerializer.Serialize(new { titre = link.Title, adresse = link.Url })));
}
