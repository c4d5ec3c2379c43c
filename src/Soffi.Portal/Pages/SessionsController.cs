using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Soffi.Portal.Accounts;
using Soffi.Portal.Security;
using Soffi.Portal.Store;

namespace Soffi.Portal.Pages;

/// <summary>Where one is signed in, what happened to the account, and « déconnecter partout » (CGU articles 32 and 52).</summary>
[Authorize(Policy = LocalPortal.Policy)]
[PortalPage]
[Route("portail/compte")]
public sealed class SessionsController(
    PortalSessions sessions, PortalDbContext database, UserManager<PortalUser> users, SecurityJournal journal, SignInManager<PortalUser> signIn)
    : Controller
{
    private const int MostEvents = 100;

    private Guid Me => Guid.Parse(users.GetUserId(User)!);

    [HttpGet("sessions")]
    public async Task<IActionResult> List(CancellationToken cancellation) => View(
        "~/Views/Portal/Sessions.cshtml", new SessionsViewModel(await sessions.ListAsync(Me, cancellation), PortalSessions.IdOf(User), this.TakeNotice()));

    [HttpPost("sessions/fermeture")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> Close([FromForm(Name = "session")] Guid number, CancellationToken cancellation)
    {
        var me = Me;
        if (!(await sessions.ListAsync(me, cancellation)).Exists(session => session.Id == number))
        {
            return NotFound();
        }

        journal.Add(SecurityEventKind.SessionClosed, me);
        await sessions.CloseAsync(session => session.UserId == me && session.Id == number, cancellation);
        sessions.Tell();
        this.Announce("La session est fermée, ici et dans les services ouverts avec elle.");
        return RedirectToAction(nameof(List));
    }

    [HttpPost("sessions/fermeture-de-toutes")]
    [ValidateAntiForgeryToken]
    public async Task<IActionResult> CloseAll(CancellationToken cancellation)
    {
        var me = Me;
        journal.Add(SecurityEventKind.AllSessionsClosed, me);
        await sessions.CloseAsync(session => session.UserId == me, cancellation);
        sessions.Tell();
        await signIn.SignOutAsync();
        this.Announce("Toutes vos sessions sont fermées, ici et dans les services ouverts avec elles.");
        return RedirectToRoute("portail-connexion");
    }

    [HttpGet("activite")]
    public async Task<IActionResult> Activity(CancellationToken cancellation)
    {
        var me = Me;
        var events = await database.Events.AsNoTracking().Where(entry => entry.UserId == me)
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Id).Take(MostEvents).ToListAsync(cancellation);
        return View("~/Views/Portal/Activity.cshtml", new ActivityViewModel(events));
    }
}
