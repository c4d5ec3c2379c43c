namespace Soffi.Domain.Access;

/// <summary>What a person may do. One authorization policy is made per member, under the member's name.</summary>
public enum Permission
{
    /// <summary>Read and type the statements of one's own operator.</summary>
    EditDeclaration = 1,

    /// <summary>Certify and submit the statements of one's own operator (L. 6332-23, R. 6332-31 c. trav.).</summary>
    SubmitDeclaration,

    /// <summary>Read submitted statements: all of them (DGEFP), those of one's region (DREETS, D. 6323-21-2 c. trav.).</summary>
    ReviewDeclaration,

    /// <summary>See and export statistics.</summary>
    ViewStatistics,

    /// <summary>Open campaigns, set deadlines, publish forms.</summary>
    AdministerCampaigns,

    /// <summary>Write and publish the terms of use.</summary>
    AdministerCgu,

    /// <summary>Decide access requests.</summary>
    ManageAccess,

    /// <summary>Read the journal of everyone (each person may read their own).</summary>
    ViewAudit,

    /// <summary>Announce closures, manage links.</summary>
    AdministerMaintenance,

    /// <summary>Ask the operator for corrections of a submitted statement: what is listed is open again.</summary>
    ReopenDeclaration,

    /// <summary>See the pages as a person sees them, to help them, without changing anything.</summary>
    AssistUsers,

    /// <summary>Take submitted statements in charge, judge explanations, set a control aside, validate.</summary>
    InstructDeclaration,

    /// <summary>Make the publishable cells of validated statements public (D. 6122-3 c. trav.).</summary>
    PublishDeclaration,

    /// <summary>Remind those who have not finished of their deadline, and switch the reminders of a campaign off.</summary>
    RemindOperators,

    /// <summary>Propose a formal notice to the minister (a regional directorate, for the bodies of its region: D. 6323-21-2 c. trav.).</summary>
    ProposeNotice,

    /// <summary>Give a body formal notice to transmit its statement (L. 6332-24 c. trav.), and follow it.</summary>
    IssueNotice,
}

/// <summary>The profiles of CGU articles 10 and 23. A person may hold several, each through a <see cref="Grant"/>.</summary>
public enum Role
{
    Declarant = 1,
    Signatory = 2,
    AgentDgefp = 3,
    AgentDreets = 4,
    AccessManager = 5,
    Administrator = 6,

    /// <summary>An agent of the State who types for an operator, by name (CGU article 36).</summary>
    EntryAgent = 7,
}

/// <summary>The only table role × permission.</summary>
public static class RolePermissions
{
    private static readonly Dictionary<Role, Permission[]> Table = new()
    {
        [Role.Declarant] = [Permission.EditDeclaration],
        [Role.Signatory] = [Permission.EditDeclaration, Permission.SubmitDeclaration],
        [Role.AgentDgefp] =
        [
            Permission.ReviewDeclaration, Permission.ReopenDeclaration, Permission.InstructDeclaration, Permission.PublishDeclaration,
            Permission.ViewStatistics, Permission.ViewAudit, Permission.RemindOperators, Permission.IssueNotice,
        ],
        [Role.AgentDreets] = [Permission.ReviewDeclaration, Permission.ViewStatistics, Permission.ProposeNotice],
        [Role.AccessManager] = [Permission.ManageAccess, Permission.AssistUsers],
        [Role.EntryAgent] = [Permission.EditDeclaration],
        [Role.Administrator] =
        [
            Permission.ReviewDeclaration, Permission.ViewStatistics, Permission.AdministerCampaigns,
            Permission.AdministerCgu, Permission.ViewAudit, Permission.AdministerMaintenance, Permission.RemindOperators,
        ],
    };

    public static IReadOnlyCollection<Permission> Of(Role role) => Table[role];

    public static bool Allows(Role role, Permission permission) => Table[role].Contains(permission);
}
