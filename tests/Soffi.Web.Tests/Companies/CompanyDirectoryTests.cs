using System.Text.Json.Nodes;
using Soffi.Web.Infrastructure.Companies;
using static Soffi.Web.Tests.Companies.TrialDirectory;

namespace Soffi.Web.Tests.Companies;

/// <summary>What becomes of each answer that the directories document.</summary>
public sealed class CompanyDirectoryTests
{
    private const string Siren = "100000017";
    private const string HeadOffice = "10000001700010";
    private const string Branch = "10000001700028";

    [Fact]
    public async Task Find_a_head_office_gives_its_name_and_address()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = Json(Results(Unit(Siren, "ORGANISME FICTIF (OF)", Place(HeadOffice, "12 RUE GARIBALDI 69003 LYON"))));

        var lookup = await host.Find("100 000 017 00010");

        var found = lookup.Establishment!;
        Assert.Equal((LookupOutcome.Found, "ORGANISME FICTIF (OF)", "12 RUE GARIBALDI 69003 LYON", CompanySource.SearchApi),
            (lookup.Outcome, found.Name, found.Address, found.Source));
        Assert.False(found.Closed);
        Assert.Equal($"/recherche/search?q={HeadOffice}&minimal=true&include=siege,matching_etablissements&per_page=1", Assert.Single(host.Trial.Searches));
        Assert.Equal("Soffi (DGEFP)", Assert.Single(host.Trial.UserAgents));
        Assert.Empty(host.Trial.Sirenes);
    }

    [Fact]
    public async Task Find_a_branch_gives_its_own_address_and_not_the_head_offices()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = Json(Results(Unit(Siren, "ORGANISME FICTIF", Place(HeadOffice, "1 QUAI DU SIEGE"), Place(Branch, "2 RUE DE L’AGENCE"))));

        Assert.Equal("2 RUE DE L’AGENCE", (await host.Find(Branch)).Establishment!.Address);
    }

    [Fact]
    public async Task Find_a_closed_establishment_says_so_and_since_when()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = Json(Results(Unit(Siren, "ORGANISME FICTIF", Place(Branch, "2 RUE DE L’AGENCE", "F", "2024-03-01"))));

        var lookup = await host.Find(Branch);

        Assert.Equal((true, new DateOnly(2024, 3, 1)), (lookup.Establishment!.Closed, lookup.Establishment.ClosedOn));
        Assert.Contains("fermé", lookup.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_what_the_first_does_not_list_asks_Sirene_with_the_key()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Sirene = Json(SireneOne(SireneEstablishment(HeadOffice)));

        var lookup = await host.Find(HeadOffice);

        Assert.Equal((LookupOutcome.Found, "ORGANISME FICTIF", "12 RUE GARIBALDI 69003 LYON 3EME", CompanySource.Sirene),
            (lookup.Outcome, lookup.Establishment!.Name, lookup.Establishment.Address, lookup.Establishment.Source));
        Assert.Equal($"/sirene/siret/{HeadOffice}", Assert.Single(host.Trial.Sirenes));
    }

    [Fact]
    public async Task Find_when_the_first_gives_another_establishment_only_asks_Sirene()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = Json(Results(Unit(Siren, "ORGANISME FICTIF", Place(HeadOffice, "1 QUAI DU SIEGE"))));
        host.Trial.Sirene = Json(SireneOne(SireneEstablishment(Branch)));

        Assert.Equal(CompanySource.Sirene, (await host.Find(Branch)).Establishment!.Source);
    }

    [Fact]
    public async Task Find_a_number_given_twice_in_Sirene_takes_the_one_asked()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Sirene = Json(new JsonObject
        {
            ["header"] = Header(),
            ["etablissements"] = new JsonArray(SireneEstablishment(Branch, "AUTRE"), SireneEstablishment(HeadOffice)),
        });

        Assert.Equal("ORGANISME FICTIF", (await host.Find(HeadOffice)).Establishment!.Name);
    }

    [Fact]
    public async Task Find_a_closed_establishment_in_Sirene_reads_the_period_without_end()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Sirene = Json(SireneOne(SireneEstablishment(HeadOffice, state: "F")));

        var found = (await host.Find(HeadOffice)).Establishment!;

        Assert.Equal((true, new DateOnly(2024, 3, 1)), (found.Closed, found.ClosedOn));
    }

    [Fact]
    public async Task Find_a_person_in_Sirene_writes_their_name()
    {
        await using var host = await CompanyHost.Start();
        var place = SireneEstablishment(HeadOffice, name: null);
        place["uniteLegale"]!["nomUniteLegale"] = "MARTIN";
        place["uniteLegale"]!["prenom1UniteLegale"] = "CLAIRE";
        host.Trial.Sirene = Json(SireneOne(place));

        Assert.Equal("CLAIRE MARTIN", (await host.Find(HeadOffice)).Establishment!.Name);
    }

    [Fact]
    public async Task Find_what_is_disclosed_in_part_gives_the_name_and_no_mask()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Sirene = Json(SireneOne(SireneEstablishment(HeadOffice, street: "[ND]")));
        host.Trial.Search = Json(Results(Unit(Siren, "ORGANISME FICTIF", Place(Branch, "[NON-DIFFUSIBLE]", disclosure: "P"))));

        var fromSirene = await host.Find(HeadOffice);
        var fromSearch = await host.Find(Branch);

        Assert.All([fromSirene, fromSearch], lookup => Assert.Equal((LookupOutcome.Found, "ORGANISME FICTIF", null), (lookup.Outcome, lookup.Establishment!.Name, lookup.Establishment.Address)));
        Assert.Contains("pas publique", fromSearch.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Find_what_is_not_disclosed_says_so(bool masked)
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Sirene = masked
            ? Json(SireneOne(SireneEstablishment(HeadOffice, "[ND]", "[ND]")))
            : Json(SireneFault(403, "Unité légale non diffusable"), 403);

        var lookup = await host.Find(HeadOffice);

        Assert.Equal((LookupOutcome.NotDisclosed, null), (lookup.Outcome, lookup.Establishment));
    }

    [Fact]
    public async Task Find_a_number_nobody_knows_says_so()
    {
        await using var host = await CompanyHost.Start();

        Assert.Equal(LookupOutcome.Unknown, (await host.Find(HeadOffice)).Outcome);
    }

    [Fact]
    public async Task Find_without_the_key_of_Sirene_asks_the_first_only()
    {
        await using var host = await CompanyHost.Start(("SireneKey", ""));

        Assert.Equal(LookupOutcome.Unknown, (await host.Find(HeadOffice)).Outcome);
        Assert.Empty(host.Trial.Sirenes);
    }

    [Fact]
    public async Task Find_with_a_key_that_Sirene_refuses_trusts_what_the_first_said()
    {
        await using var host = await CompanyHost.Start(("SireneKey", "ancienne-cle"));

        Assert.Equal(LookupOutcome.Unknown, (await host.Find(HeadOffice)).Outcome);
    }

    [Fact]
    public async Task Find_twice_asks_once_until_the_memory_is_old()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = Json(Results(Unit(Siren, "ORGANISME FICTIF", Place(HeadOffice, "12 RUE GARIBALDI"))));

        await host.Find(HeadOffice);
        await host.Find(HeadOffice);
        Assert.Single(host.Trial.Searches);
        host.Clock.Advance(TimeSpan.FromHours(25));
        await host.Find(HeadOffice);

        Assert.Equal(2, host.Trial.Searches.Count);
    }

    [Fact]
    public async Task Find_an_unknown_number_again_asks_again_after_ten_minutes()
    {
        await using var host = await CompanyHost.Start();
        await host.Find(HeadOffice);
        host.Trial.Search = Json(Results(Unit(Siren, "ORGANISME FICTIF", Place(HeadOffice, "12 RUE GARIBALDI"))));

        Assert.Equal(LookupOutcome.Unknown, (await host.Find(HeadOffice)).Outcome);
        host.Clock.Advance(TimeSpan.FromMinutes(11));

        Assert.Equal(LookupOutcome.Found, (await host.Find(HeadOffice)).Outcome);
    }
}
