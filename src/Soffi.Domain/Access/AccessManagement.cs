namespace Soffi.Domain.Access;

/// <summary>
/// Which accesses a manager of accesses decides: those of their operator or region, all of them for a national one. Profiles
/// of the whole country are decided by a national manager only.
/// </summary>
public static class AccessManagement
{
    public const string Outside = "Ce profil n’est pas dans votre périmètre\u00a0: un gestionnaire des accès national en décide.";

    public static bool Covers(Actor by, Role role, int? operatorId, string? regionCode) =>
        by.Grants.Any(g => by.Allows(g, Permission.ManageAccess)
            && (IsNational(g)
                || (role is not (Role.AccessManager or Role.Administrator or Role.EntryAgent)
                    && ((g.OperatorId is not null && g.OperatorId == operatorId) || (g.RegionCode is not null && g.RegionCode == regionCode)))));

    /// <summary>Whether that person decides for the whole country.</summary>
    public static bool IsNational(Actor by) => by.Grants.Any(g => by.Allows(g, Permission.ManageAccess) && IsNational(g));

    private static bool IsNational(Grant grant) => grant.OperatorId is null && grant.RegionCode is null;
}
