using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data;
using Soffi.Domain.Access;
using Soffi.Domain.Campaigns;
using Soffi.Domain.Declarations;
using Soffi.Domain.Forms;
using Soffi.Domain.Operators;

namespace Soffi.Benchmarks;

/// <summary>
/// In the process of the portal: the bodies and the people of the crowd. The demonstration has a score of statements still to
/// fill: bodies are added, their statements filled as the one in progress is. Each person has an account, an access and a
/// session of their own; the provider of identities, another service in production, is not asked.
/// </summary>
internal static class CrowdPeople
{
    public const string PeoplePath = "/banc/foule";

    public const string EnterPath = "/banc/entrer";

    private const string Filled = "AKTO";

    /// <summary>Makes the people: one line each, the person and the statement.</summary>
    public static async Task Make(HttpContext http)
    {
        var bodies = int.Parse(http.Request.Query["corps"].ToString(), CultureInfo.InvariantCulture);
        var people = int.Parse(http.Request.Query["gens"].ToString(), CultureInfo.InvariantCulture);
        var database = http.RequestServices.GetRequiredService<SoffiDbContext>();
        var campaign = await database.Campaigns.SingleAsync(c => c.Kind == StatementKind.Esf && c.Exercise == 2025);
        var open = await Open(database, campaign);
        var statements = open.OrderByDescending(o => o.Code == Filled).Take(bodies).ToList();
        var filled = statements[0].Id;
        var model = await database.Declarations.AsNoTracking().Include(d => d.Cells).SingleAsync(d => d.Id == filled);
        for (var number = 1; statements.Count < bodies; number++)
        {
            statements.Add(await Add(database, campaign, model, number));
        }

        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        for (var number = 0; number < people; number++)
        {
            var statement = statements[number % statements.Count];
            var name = $"typiste{bodies}x{number}";
            var person = new User("banc", name, $"{name}@banc.exemple.invalid", "Typiste", number.ToString(CultureInfo.InvariantCulture), now);
            var grant = new Grant(person.Email, Role.Declarant, now, statement.OperatorId);
            grant.BindTo(person.Id);
            database.AddRange(person, grant);
            await http.Response.WriteAsync($"{person.Id} {statement.Id}\n");
        }

        await database.SaveChangesAsync();
    }

    /// <summary>Opens a session for that person.</summary>
    public static Task Enter(HttpContext http)
    {
        http.Request.PathBase = ""; // The cookie is for the whole site.
        return http.SignInAsync(
            "soffi", new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, http.Request.Query["personne"].ToString())], "soffi")),
            new AuthenticationProperties(new Dictionary<string, string?>
            {
                ["soffi.debut"] = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            }));
    }

    private static async Task<List<(Guid Id, int OperatorId, string Code)>> Open(SoffiDbContext database, Campaign campaign) => [.. (await (
        from declaration in database.Declarations
        join body in database.Operators on declaration.OperatorId equals body.Id
        where declaration.CampaignId == campaign.Id && (declaration.Status == DeclarationStatus.ToFill || declaration.Status == DeclarationStatus.InProgress)
        orderby body.Type, body.Code
        select new { declaration.Id, declaration.OperatorId, body.Code }).ToListAsync()).Select(d => (d.Id, d.OperatorId, d.Code))];

    private static async Task<(Guid Id, int OperatorId, string Code)> Add(SoffiDbContext database, Campaign campaign, Declaration model, int number)
    {
        var body = new Operator($"BANC{number:00}", $"Corps du banc {number}", OperatorType.Opco, (900_000_000 + number).ToString(CultureInfo.InvariantCulture));
        database.Add(body);
        await database.SaveChangesAsync();
        campaign.Oblige(body.Id, true, ObligationReason.ByType, "", "Banc", campaign.OpensAt);
        var declaration = new Declaration(body.Id, campaign.Id, model.FormVersionId, campaign.OpensAt);
        declaration.SaveCells(
            new CellSave(model.Values().ToDictionary(), 0, new HashSet<CellCode>()), new Actor(Guid.NewGuid(), "Banc", "banc@exemple.invalid", []), campaign.OpensAt);
        database.Add(declaration);
        await database.SaveChangesAsync();
        return (declaration.Id, body.Id, body.Code);
    }
}
