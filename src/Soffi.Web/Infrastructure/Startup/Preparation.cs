using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Soffi.Data;
using Soffi.Portal;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Seed;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>What is done before the first request.</summary>
public static class Preparation
{
    /// <summary>Services of the start and of the verbs.</summary>
    public static WebApplicationBuilder AddPreparation(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<FormPublisher>();
        builder.Services.AddSingleton(_ => CrossControlCatalog.Read(FormFolder.Of(builder.Configuration, builder.Environment.ContentRootPath)));
        builder.Services.AddSingleton(ReadReasons(builder.Environment.ContentRootPath));
        builder.Services.AddScoped<DemonstrationSeeder>();
        builder.Services.PostConfigure<DemonstrationOptions>(options => options.Enabled = IsDemonstration(builder.Configuration));
        return builder;
    }

    /// <summary>The nomenclature of the reasons of explanations: a file, whose codes are never reused.</summary>
    /// <exception cref="Domain.Declarations.ExplanationReasonsException">It cannot be accepted: nothing starts.</exception>
    private static Domain.Declarations.ExplanationReasons ReadReasons(string contentRoot)
    {
        const string name = "explanation-reasons.json";
        return Domain.Declarations.ExplanationReasons.Read(name, File.ReadAllText(Path.Combine(contentRoot, "Features", "Shared", name)));
    }

    /// <summary>
    /// Reads the forms, refusing a faulty one; in demonstration, migrates, publishes and seeds. Elsewhere the database is
    /// left alone: <c>migrate</c> is asked for by the person who deploys.
    /// </summary>
    /// <returns>False when the portal must not start; the reason was written on the error output.</returns>
    public static async Task<bool> PrepareAsync(this WebApplication app)
    {
        try
        {
            // Read first: a start that is refused changes nothing, not even the address the local portal sends people back to.
            var files = FormFolder.Read(app.Configuration, app.Environment.ContentRootPath);
            FormPublisher.Read(files, files.Forms);
            app.Services.GetRequiredService<CrossControlCatalog>();
            await app.SeedLocalPortalAsync();
            if (!IsDemonstration(app.Configuration))
            {
                return true;
            }

            if ((await Migrate(app.Services)).Count > 0)
            {
                await Console.Out.WriteLineAsync("Premier démarrage : préparation de la démonstration, moins d’une minute…");
            }

            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<FormPublisher>().Publish(files, files.Forms, Domain.Audit.AuditEntry.System);
            await scope.ServiceProvider.GetRequiredService<DemonstrationSeeder>().Seed();
            Banner.PrintWhenStarted(app);
            return true;
        }
        catch (FormFaultsException error)
        {
            await Console.Error.WriteLineAsync($"Soffi ne démarre pas, un formulaire est à corriger :\n{error.Message}");
            return false;
        }
        catch (Exception error) when (error is DbException or DirectoryNotFoundException)
        {
            await Console.Error.WriteLineAsync($"Soffi ne démarre pas, la base de données ou un dossier est hors d’atteinte : {error.Message}");
            return false;
        }
    }

    /// <summary>Brings the schema up to date.</summary>
    /// <returns>The migrations applied.</returns>
    public static async Task<IReadOnlyList<string>> Migrate(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<SoffiDbContext>().Database;
        var pending = (await database.GetPendingMigrationsAsync()).ToList();
        if (pending.Count > 0)
        {
            await database.MigrateAsync();
            await StatProjection.CatchUp(scope.ServiceProvider.GetRequiredService<SoffiDbContext>());
        }

        return pending;
    }

    /// <summary><c>Demonstration:Enabled</c>, or <c>Portal:Local</c> when it says nothing.</summary>
    public static bool IsDemonstration(IConfiguration configuration) =>
        configuration.GetValue<bool?>("Demonstration:Enabled") ?? configuration.GetValue<bool>("Portal:Local");
}
