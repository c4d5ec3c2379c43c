using Soffi.Portal.Accounts;

namespace Soffi.Web.Infrastructure.SignIn;

/// <summary>
/// The demonstration accounts: the sign-in page, the start banner, the seeded grants and the test of the README read this
/// list. All have the password of <see cref="Soffi.Portal.PortalOptions.DemoPassword"/>.
/// </summary>
public static class DemoAccounts
{
    private const string Domain = "demo.soffi.example";

    public static DemoAccount DeclarantOpco { get; } = Account("declarant.opco", "Claire", "Martin", "Déclarante de l’OPCO AKTO : saisit l’état statistique et financier");

    public static DemoAccount SignataireOpco { get; } = Account("signataire.opco", "Marc", "Bernard", "Signataire de l’OPCO AKTO : certifie et transmet");

    public static DemoAccount DeclarantOpco2 { get; } = Account("declarant.opco2", "Sophie", "Leroy", "Déclarante d’un autre OPCO, ATLAS");

    public static DemoAccount DeclarantAtpro { get; } = Account("declarant.atpro", "Julien", "Moreau", "Déclarant de Transitions Pro Auvergne-Rhône-Alpes");

    public static DemoAccount SignataireAtpro { get; } = Account("signataire.atpro", "Nadia", "Fournier", "Signataire de Transitions Pro Auvergne-Rhône-Alpes");

    public static DemoAccount DeclarantFaf { get; } = Account("declarant.faf", "Thomas", "Girard", "Déclarant du fonds d’assurance formation AGEFICE");

    public static DemoAccount AgentDgefp { get; } = Account("agent.dgefp", "Inès", "Rousseau", "Agente de la DGEFP : lit toutes les déclarations transmises et les statistiques");

    public static DemoAccount AgentDreets { get; } = Account("agent.dreets", "Karim", "Benali", "Agent de la DREETS Auvergne-Rhône-Alpes : lit les déclarations de sa région");

    public static DemoAccount GestionnaireAcces { get; } = Account("gestionnaire.acces", "Paul", "Lambert", "Gestionnaire des accès : décide des demandes d’accès");

    public static DemoAccount Administrateur { get; } = Account("administrateur", "Anne", "Dubois", "Administratrice : ouvre les campagnes, publie les conditions d’utilisation");

    public static DemoAccount Nouveau { get; } = Account("nouveau", "Lucie", "Petit", "Personne qui a un compte, mais encore aucun accès");

    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        DeclarantOpco, SignataireOpco, DeclarantOpco2, DeclarantAtpro, SignataireAtpro, DeclarantFaf,
        AgentDgefp, AgentDreets, GestionnaireAcces, Administrateur, Nouveau,
    ];

    private static DemoAccount Account(string name, string givenName, string familyName, string description) =>
        new($"{name}@{Domain}", givenName, familyName, description);
}
