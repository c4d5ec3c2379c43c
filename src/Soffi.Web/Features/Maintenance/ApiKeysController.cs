using System.Globalization;
using System.Net.Mail;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Audit;
using Soffi.Domain.Declarations;
using Soffi.Domain.Operators;
using Soffi.Domain.Statistics;
using Soffi.Web.Dsfr.Generators;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.ApiKeys;
using Soffi.Web.Infrastructure.SignIn;

namespace Soffi.Web.Features.Maintenance;

/// <summary>A key, as typed.</summary>
public sealed class ApiKeyForm
{
    /// <summary>Where the boxes are in the page.</summary>
    public const string Declarations = "declarations";

    public string? Nom { get; set; }

    public string? Contact { get; set; }

    public string? Perimetre { get; set; }

    /// <summary>Codes of families.</summary>
    public string[] Etats { get; set; } = [];

    public string? Expiration { get; set; }

    public static IReadOnlyList<Choice> Perimeters { get; } =
    [
        new(ApiKey.National, "Comme la DGEFP\u00A0: chaque opérateur"),
        new(ApiKey.Aggregates, "Agrégats nationaux, sous le secret statistique"),
        .. Region.All.Select(r => new Choice(r.Code, $"Comme la {r.Directorate}\u00A0: ses associations Transitions Pro, et les agrégats nationaux")),
    ];

    public static IReadOnlyList<(string Code, string Label)> Families { get; } =
        [.. StatFamily.All.Select(f => (f.Code, $"{f.Kind.ToString().ToUpperInvariant()} des {CampaignWords.Family(f.Type)}"))];

    /// <summary>The last instant of the day typed, Paris time.</summary>
    public DateTimeOffset? ExpiresAt => TypedMoment.Day(Expiration) is { } day ? TypedMoment.At(day, "23:59", lastSecond: true) : null;

    public IEnumerable<(string Field, string Sentence)> Faults(DateTimeOffset now)
    {
        if ((Nom?.Trim().Length ?? 0) is 0 or > ApiKey.LongestName)
        {
            yield return (nameof(Nom), $"Donnez le nom du système qui appellera, en {ApiKey.LongestName} caractères au plus.");
        }

        if (!MailAddress.TryCreate(Contact?.Trim(), out _) || Contact!.Trim().Length > 254)
        {
            yield return (nameof(Contact), "Donnez l’adresse électronique de la personne ou de l’équipe qui répond de ce système.");
        }

        if (Perimeters.All(p => p.Value != Perimetre))
        {
            yield return (nameof(Perimetre), "Choisissez ce que la clé voit.");
        }

        if (Etats.Length == 0 || Etats.Any(e => StatFamily.Find(e) is null))
        {
            yield return (Declarations, "Cochez au moins une déclaration.");
        }

        if (ExpiresAt is not { } end || end <= now || end > now.AddDays(ApiKey.LongestDays))
        {
            yield return (nameof(Expiration), "Donnez un jour à venir, sous la forme jj/mm/aaaa, dans un an au plus.");
        }
    }
}

public sealed record ApiKeyLine(
    int Id, string PublicId, string Name, string Contact, string Perimeter, string Families, string CreatedBy, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt,
    ApiKeyState State, DateTimeOffset? RevokedAt, string? RevokedBy, string? Reason)
{
    public static ApiKeyLine Of(ApiKey key, DateTimeOffset now) => new(
        key.Id, key.PublicId, key.Name, key.Contact, ApiKeyForm.Perimeters.FirstOrDefault(p => p.Value == key.Perimeter)?.Label ?? key.Perimeter, key.Families.Replace(",", ", ", StringComparison.Ordinal),
        key.CreatedBy, key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.StateAt(now), key.RevokedAt, key.RevokedBy, key.RevocationReason);

    public (string Text, Tone Tone) Badge => State switch
    {
        ApiKeyState.Active => ("Active", Tone.Success),
        ApiKeyState.Expired => ("Expirée", Tone.Warning),
        _ => ("Révoquée", Tone.Error),
    };
}

public sealed record ApiKeysViewModel(IReadOnlyList<ApiKeyLine> Keys, ApiKeyForm Form, string? Done);

/// <param name="Token">The whole key; it is not kept.</param>
public sealed record ApiKeyMadeViewModel(string Name, string Token, DateTimeOffset ExpiresAt);

public sealed record ApiKeyRevocationViewModel(ApiKeyLine Key, string? Reason);

/// <summary>Keys of the read interface, made and revoked by administrators.</summary>
[RequirePermission(Permission.AdministerMaintenance)]
[Route("maintenance/cles")]
public sealed class ApiKeysController(ApiKeyRegister register, CurrentUser current, TimeProvider clock) : Controller
{
    private const string Done = "cles";

    [HttpGet("")]
    public async Task<ViewResult> Index(CancellationToken cancellation) => View("ApiKeys", await Page(new ApiKeyForm(), cancellation));

    [HttpPost("")]
    public async Task<IActionResult> Make(ApiKeyForm form, CancellationToken cancellation)
    {
        foreach (var (field, sentence) in form.Faults(clock.GetUtcNow()))
        {
            ModelState.AddModelError(field, sentence);
        }

        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("ApiKeys", await Page(form, cancellation));
        }

        var token = await register.Make(form, current.Actor, cancellation);
        Response.Headers.CacheControl = "no-store";
        return View("ApiKeyMade", new ApiKeyMadeViewModel(form.Nom!.Trim(), token.ToString(), form.ExpiresAt!.Value));
    }

    [HttpGet("{id:int}/revocation")]
    public async Task<IActionResult> AskRevocation(int id, CancellationToken cancellation) =>
        await register.Find(id, cancellation) is { } key ? View("ApiKeyRevocation", new ApiKeyRevocationViewModel(ApiKeyLine.Of(key, clock.GetUtcNow()), null)) : NotFound();

    [HttpPost("{id:int}/revocation")]
    public async Task<IActionResult> Revoke(int id, string? motif, CancellationToken cancellation)
    {
        if (await register.Find(id, cancellation) is not { } key)
        {
            return NotFound();
        }

        if ((motif?.Trim().Length ?? 0) is < 5 or > ApiKey.LongestReason)
        {
            ModelState.AddModelError("motif", $"Dites pourquoi, en 5 à {ApiKey.LongestReason} caractères.");
            Response.StatusCode = StatusCodes.Status400BadRequest;
            return View("ApiKeyRevocation", new ApiKeyRevocationViewModel(ApiKeyLine.Of(key, clock.GetUtcNow()), motif));
        }

        TempData[Done] = await register.Revoke(id, motif!.Trim(), current.Actor, cancellation) ? $"La clé de «\u00A0{key.Name}\u00A0» est révoquée." : "Cette clé était déjà révoquée.";
        return new SeeOtherResult("/maintenance/cles");
    }

    private async Task<ApiKeysViewModel> Page(ApiKeyForm form, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        return new ApiKeysViewModel([.. (await register.All(cancellation)).Select(k => ApiKeyLine.Of(k, now))], form, TempData[Done] as string);
    }
}

/// <summary>Makes and revokes keys; each act and its entry of the journal in one transaction.</summary>
public sealed class ApiKeyRegister(SoffiDbContext database, AuditTrail trail, TimeProvider clock)
{
    /// <summary>The latest first.</summary>
    public async Task<IReadOnlyList<ApiKey>> All(CancellationToken cancellation) =>
        await database.ApiKeys.AsNoTracking().OrderByDescending(k => k.CreatedAt).ThenByDescending(k => k.Id).ToListAsync(cancellation);

    public Task<ApiKey?> Find(int id, CancellationToken cancellation) => database.ApiKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Id == id, cancellation);

    /// <returns>The text of the key: it is kept nowhere.</returns>
    public async Task<ApiToken> Make(ApiKeyForm form, Actor actor, CancellationToken cancellation)
    {
        var families = form.Etats.Distinct(StringComparer.OrdinalIgnoreCase).Select(e => StatFamily.Find(e)!.Value);
        var (key, token) = ApiKey.Make(form.Nom!.Trim(), form.Contact!.Trim(), form.Perimetre!, families, form.ExpiresAt!.Value, actor, clock.GetUtcNow());
        database.ApiKeys.Add(key);
        Write(AuditAction.ApiKeyMade, key, actor);
        await database.SaveChangesAsync(cancellation);
        return token;
    }

    /// <returns>False when it was revoked before.</returns>
    public async Task<bool> Revoke(int id, string reason, Actor actor, CancellationToken cancellation)
    {
        var key = await database.ApiKeys.SingleAsync(k => k.Id == id, cancellation);
        if (!key.Revoke(reason, actor, clock.GetUtcNow()))
        {
            return false;
        }

        Write(AuditAction.ApiKeyRevoked, key, actor);
        await database.SaveChangesAsync(cancellation);
        return true;
    }

    private void Write(string action, ApiKey key, Actor actor) => trail.Add(new AuditEntry(
        clock.GetUtcNow(), actor.UserId, actor.DisplayName, action, ApiKeys.ObjectType, key.PublicId, null, JsonSerializer.Serialize(new
        {
            nom = key.Name,
            contact = key.Contact,
            perimetre = key.Perimeter,
            etats = key.Families,
            expiration = ParisTime.Of(key.ExpiresAt).ToString("O", CultureInfo.InvariantCulture),
            motif = key.RevocationReason,
        })));
}
