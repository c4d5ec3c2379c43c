using System.Net;
using System.Text.Json;
using Soffi.Domain.Operators;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>
/// INSEE's API Sirene 3.11, <c>/siret/{siret}</c>. The state of the establishment is that of its period without an end; values not
/// disclosed are written <c>[ND]</c>; a unit that nobody may read is a 403 whose body is INSEE's own.
/// </summary>
internal static class SireneAnswer
{
    public static string PathOf(Siret siret) => $"siret/{siret.Value}";

    public static CompanyLookup Read(DirectoryReply reply, Siret siret)
    {
        switch (reply.Status)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.NotFound or HttpStatusCode.BadRequest when reply.Body.Member("header") is not null:
                return new CompanyLookup(LookupOutcome.Unknown);
            case HttpStatusCode.Forbidden when reply.Body.Member("header") is not null:
                return new CompanyLookup(LookupOutcome.NotDisclosed);
            default:
                // The key is refused, or what answers is not the API.
                return new CompanyLookup(LookupOutcome.Unreachable);
        }

        // A number given twice comes as a list.
        var place = reply.Body.Member("etablissements").Items().Prepend(reply.Body.Member("etablissement"))
            .FirstOrDefault(p => p.Text("siret") == siret.Value);
        return place is null ? new CompanyLookup(LookupOutcome.Unknown) : Read(place, siret);
    }

    private static CompanyLookup Read(JsonElement? place, Siret siret)
    {
        var unit = place.Member("uniteLegale");
        var name = unit.Text("denominationUniteLegale")
            ?? (unit.Text("nomUniteLegale") is { } family ? DirectoryJson.Join(unit.Text("prenom1UniteLegale"), family) : null);
        if (name is null)
        {
            return new CompanyLookup(LookupOutcome.NotDisclosed);
        }

        var current = place.Member("periodesEtablissement").Items().FirstOrDefault(p => p.Member("dateFin") is null);
        var shut = current.Text("etatAdministratifEtablissement") == "F";
        var closed = shut || unit.Text("etatAdministratifUniteLegale") == "C";
        return new CompanyLookup(LookupOutcome.Found, new Establishment(
            siret, name, Address(place.Member("adresseEtablissement")), closed, shut ? current.Day("dateDebut") : null, CompanySource.Sirene));
    }

    /// <summary>Null when the street or the town is not disclosed: half an address misleads.</summary>
    private static string? Address(JsonElement? address)
    {
        var masked = address.Member("libelleVoieEtablissement") is not null && address.Text("libelleVoieEtablissement") is null;
        var town = address.Text("libelleCommuneEtablissement") ?? address.Text("libelleCommuneEtrangerEtablissement");
        return masked || town is null
            ? null
            : DirectoryJson.Join(
                address.Text("complementAdresseEtablissement"), address.Text("numeroVoieEtablissement"), address.Text("indiceRepetitionEtablissement"),
                address.Text("typeVoieEtablissement"), address.Text("libelleVoieEtablissement"), address.Text("codePostalEtablissement"), town);
    }
}
