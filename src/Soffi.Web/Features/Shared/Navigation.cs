using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Soffi.Domain.Access;

namespace Soffi.Web.Features.Shared;

/// <param name="Needs">Permission that opens the page; null for anyone signed in.</param>
public sealed record NavigationEntry(string Label, string Path, Permission? Needs = null);

/// <summary>
/// The main menu, six entries at most. An entry is shown when the person holds its permission: no menu leads to a refusal.
/// </summary>
public sealed class Navigation(IAuthorizationService authorization, IAuthorizationPolicyProvider policies)
{
    private const int MostEntries = 6;

    private static readonly NavigationEntry[] Public =
    [
        new("Accueil", "/"),
        new("Aide", "/aide"),
    ];

    private static readonly NavigationEntry[] SignedIn =
    [
        new("Accueil", "/accueil"),
        new("Mes déclarations", "/declarations", Permission.EditDeclaration),
        new("Instruction", "/instruction", Permission.ReviewDeclaration),
        new("Statistiques", "/statistiques", Permission.ViewStatistics),
        new("Campagnes", "/campagnes", Permission.AdministerCampaigns),
        new("Accès", "/acces", Permission.ManageAccess),
        new("Journal", "/audit", Permission.ViewAudit),
    ];

    private static readonly NavigationEntry Help = new("Aide", "/aide");

    public async Task<IReadOnlyList<NavigationEntry>> For(ClaimsPrincipal user)
    {
        if (user.Identity is not { IsAuthenticated: true })
        {
            return Public;
        }

        var shown = new List<NavigationEntry>();
        foreach (var entry in SignedIn)
        {
            if (await Allows(user, entry.Needs))
            {
                shown.Add(entry);
            }
        }

        return [.. shown.Take(MostEntries - 1), Help];
    }

    /// <summary>True when <paramref name="entry"/> is the page shown or holds it.</summary>
    public static bool IsCurrent(NavigationEntry entry, PathString path) =>
        entry.Path == "/" ? path == "/" : path.StartsWithSegments(entry.Path, StringComparison.OrdinalIgnoreCase);

    private async Task<bool> Allows(ClaimsPrincipal user, Permission? permission)
    {
        if (permission is null)
        {
            return true;
        }

        var policy = await policies.GetPolicyAsync(permission.Value.ToString());
        return policy is not null && (await authorization.AuthorizeAsync(user, null, policy)).Succeeded;
    }
}
