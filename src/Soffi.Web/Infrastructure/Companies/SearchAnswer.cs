using System.Net;
using System.Text.Json;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>
/// The API Recherche d’entreprises (annuaire-entreprises.data.gouv.fr): a query of fourteen digits is a direct look-up, whose
/// result is the legal unit with its head office and the establishments that match.
/// </summary>
internal static class SearchAnswer
{
    private const string Closed = "F";
    private const string Ceased = "C";

    public static string PathOf(Siret siret) => $"search?q={siret.Value}&minimal=true&include=siege,matching_etablissements&per_page=1";

    /// <summary>The establishment; unknown when it is not among the results, since units not disclosed are not there at all.</summary>
    public static CompanyLookup Read(DirectoryReply reply, Siret siret)
    {
        if (reply.Status != HttpStatusCode.OK || reply.Body.Member("results") is not { ValueKind: JsonValueKind.Array } results)
        {
            return new CompanyLookup(reply.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest ? LookupOutcome.Unknown : LookupOutcome.Unreachable);
        }

        foreach (var unit in ((JsonElement?)results).Items().Where(unit => unit.Text("siren") == siret.Siren))
        {
            var place = unit.Member("matching_etablissements").Items().Append(unit.Member("siege")).FirstOrDefault(p => p.Text("siret") == siret.Value);
            if (place is not null)
            {
                return Read(unit, place, siret);
            }
        }

        return new CompanyLookup(LookupOutcome.Unknown);
    }

    private static CompanyLookup Read(JsonElement? unit, JsonElement? place, Siret siret)
    {
        var name = unit.Text("nom_complet") ?? unit.Text("nom_raison_sociale");
        if (name is null)
        {
            return new CompanyLookup(LookupOutcome.NotDisclosed);
        }

        var closed = place.Text("etat_administratif") == Closed || unit.Text("etat_administratif") == Ceased;
        return new CompanyLookup(LookupOutcome.Found, new Establishment(
            siret, name, place.Text("adresse"), closed, closed ? place.Day("date_fermeture") : null, CompanySource.SearchApi));
    }
}
