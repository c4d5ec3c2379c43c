using Soffi.Domain.Access;
using Soffi.Portal.Accounts;
using Accounts = Soffi.Web.Infrastructure.SignIn.DemoAccounts;

namespace Soffi.Web.Infrastructure.Seed;

/// <summary>What each demonstration account may do; « nouveau » may do nothing yet.</summary>
internal sealed record DemoGrant(DemoAccount Account, Role Role, string? OperatorCode = null, string? RegionCode = null)
{
    public static IReadOnlyList<DemoGrant> All { get; } =
    [
        new(Accounts.DeclarantOpco, Role.Declarant, "AKTO"),
        new(Accounts.SignataireOpco, Role.Signatory, "AKTO"),
        new(Accounts.DeclarantOpco2, Role.Declarant, "ATLAS"),
        new(Accounts.DeclarantAtpro, Role.Declarant, "TPARA"),
        new(Accounts.SignataireAtpro, Role.Signatory, "TPARA"),
        new(Accounts.DeclarantFaf, Role.Declarant, "AGEFICE"),
        new(Accounts.AgentDgefp, Role.AgentDgefp),
        new(Accounts.AgentDreets, Role.AgentDreets, RegionCode: "84"),
        new(Accounts.GestionnaireAcces, Role.AccessManager),
        new(Accounts.Administrateur, Role.Administrator),
    ];
}
