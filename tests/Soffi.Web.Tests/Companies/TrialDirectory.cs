using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Soffi.Web.Tests.Companies;

/// <summary>
/// Both directories on a port of their own, in the shapes of their documentation: Recherche d’entreprises under <c>/recherche</c>,
/// Sirene 3.11 under <c>/sirene</c>. A test says what each answers.
/// </summary>
internal sealed class TrialDirectory : IAsyncDisposable
{
    public const string Key = "cle-de-recette";

    private readonly WebApplication _app;

    private TrialDirectory()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapGet("/recherche/search", http => Answer(http, Search, Searches));
        _app.MapGet("/sirene/siret/{siret}", http => Answer(http, http.Request.Headers["X-INSEE-Api-Key-Integration"] == Key ? Sirene : Refused, Sirenes));
    }

    /// <summary>What Recherche d’entreprises answers; nothing found by default.</summary>
    public Func<HttpContext, Task> Search { get; set; } = Json(Results());

    /// <summary>What Sirene answers; nothing found by default.</summary>
    public Func<HttpContext, Task> Sirene { get; set; } = Json(SireneFault(404, "Aucun élément trouvé pour le siret demandé"), 404);

    public ConcurrentQueue<string> Searches { get; } = new();

    public ConcurrentQueue<string> Sirenes { get; } = new();

    public ConcurrentQueue<string> UserAgents { get; } = new();

    public string Url => _app.Urls.First();

    public static async Task<TrialDirectory> Start()
    {
        var directory = new TrialDirectory();
        await directory._app.StartAsync();
        return directory;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public static Func<HttpContext, Task> Json(JsonObject body, int status = 200) => async http =>
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(body.ToJsonString());
    };

    public static Func<HttpContext, Task> TooMany(string? retryAfter) => http =>
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        if (retryAfter is not null)
        {
            http.Response.Headers.RetryAfter = retryAfter;
        }

        return Task.CompletedTask;
    };

    /// <summary>Never answers, until the caller gives up.</summary>
    public static Task Silence(HttpContext http) => Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);

    /// <summary>The envelope of Recherche d’entreprises around those legal units.</summary>
    public static JsonObject Results(params JsonObject[] units) => new()
    {
        ["results"] = new JsonArray([.. units]),
        ["total_results"] = units.Length,
        ["page"] = 1,
        ["per_page"] = 1,
        ["total_pages"] = units.Length,
    };

    /// <summary>A legal unit whose head office is one establishment and whose matching establishment is another.</summary>
    public static JsonObject Unit(string siren, string name, JsonObject head, params JsonObject[] matching) => new()
    {
        ["siren"] = siren,
        ["nom_complet"] = name,
        ["nom_raison_sociale"] = name,
        ["sigle"] = null,
        ["etat_administratif"] = "A",
        ["statut_diffusion"] = "O",
        ["siege"] = head,
        ["matching_etablissements"] = new JsonArray([.. matching]),
    };

    public static JsonObject Place(string siret, string address, string state = "A", string? closedOn = null, string disclosure = "O") => new()
    {
        ["siret"] = siret,
        ["adresse"] = address,
        ["etat_administratif"] = state,
        ["date_fermeture"] = closedOn,
        ["statut_diffusion_etablissement"] = disclosure,
        ["code_postal"] = "69003",
        ["libelle_commune"] = "LYON 3EME",
    };

    /// <summary>An establishment as Sirene 3.11 writes it.</summary>
    public static JsonObject SireneEstablishment(string siret, string? name = "ORGANISME FICTIF", string street = "GARIBALDI", string state = "A") => new()
    {
        ["siren"] = siret[..9],
        ["nic"] = siret[9..],
        ["siret"] = siret,
        ["statutDiffusionEtablissement"] = street == "[ND]" ? "P" : "O",
        ["etablissementSiege"] = true,
        ["uniteLegale"] = new JsonObject
        {
            ["etatAdministratifUniteLegale"] = "A",
            ["denominationUniteLegale"] = name,
            ["nomUniteLegale"] = null,
            ["prenom1UniteLegale"] = null,
        },
        ["adresseEtablissement"] = new JsonObject
        {
            ["complementAdresseEtablissement"] = null,
            ["numeroVoieEtablissement"] = street == "[ND]" ? "[ND]" : "12",
            ["indiceRepetitionEtablissement"] = null,
            ["typeVoieEtablissement"] = street == "[ND]" ? "[ND]" : "RUE",
            ["libelleVoieEtablissement"] = street,
            ["codePostalEtablissement"] = street == "[ND]" ? "[ND]" : "69003",
            ["libelleCommuneEtablissement"] = "LYON 3EME",
        },
        ["periodesEtablissement"] = new JsonArray(
            new JsonObject { ["dateDebut"] = "2024-03-01", ["dateFin"] = null, ["etatAdministratifEtablissement"] = state },
            new JsonObject { ["dateDebut"] = "2010-01-01", ["dateFin"] = "2024-02-29", ["etatAdministratifEtablissement"] = "A" }),
    };

    public static JsonObject Header(int status = 200, string message = "OK") => new() { ["statut"] = status, ["message"] = message };

    public static JsonObject SireneFault(int status, string message) => new() { ["header"] = Header(status, message) };

    public static JsonObject SireneOne(JsonObject establishment) => new() { ["header"] = Header(), ["etablissement"] = establishment };

    private static Task Refused(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private Task Answer(HttpContext http, Func<HttpContext, Task> answer, ConcurrentQueue<string> asked)
    {
        asked.Enqueue($"{http.Request.Path}{http.Request.QueryString}");
        UserAgents.Enqueue(http.Request.Headers.UserAgent.ToString());
        return answer(http);
    }
}
