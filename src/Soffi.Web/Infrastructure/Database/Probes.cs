using Soffi.Web.Infrastructure.Cgu;

namespace Soffi.Web.Infrastructure.Database;

/// <summary>What an orchestrator asks: is the process alive, may it be given requests.</summary>
public static class Probes
{
    public const string Alive = "/sante/vivant";

    public const string Ready = "/sante/pret";

    private static readonly string[] Verbs = [HttpMethods.Get, HttpMethods.Head];

    public static IEndpointRouteBuilder MapProbes(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapMethods(Alive, Verbs, () => Results.Json(new { etat = "vivant" })).AllowAnonymous().WithMetadata(new OpenBeforeCguAttribute());
        endpoints.MapMethods(Ready, Verbs, Answer).AllowAnonymous().WithMetadata(new OpenBeforeCguAttribute());
        return endpoints;
    }

    private static async Task<IResult> Answer(Readiness readiness, HttpContext context, CancellationToken cancellation)
    {
        context.Response.Headers.CacheControl = "no-store";
        var report = await readiness.Ask(cancellation);
        return Results.Json(
            new
            {
                etat = report.Ready ? "prêt" : "indisponible",
                baseDeDonnees = report.Database,
                migrations = report.Migrations,
                formulaires = report.Forms,
                motif = report.Reason,
            },
            statusCode: report.Ready ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
