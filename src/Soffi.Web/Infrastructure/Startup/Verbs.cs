using System.Data.Common;
using Soffi.Data;
using Soffi.Domain.Forms;
using Soffi.Web.Features.Shared;
using Soffi.Web.Infrastructure.Seed;

namespace Soffi.Web.Infrastructure.Startup;

/// <summary>What the program does instead of serving, when its first argument is a word.</summary>
public static class Verbs
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>A fault was found, or the work could not be done.</summary>
    public const int Fault = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    private const string Help = """
        Soffi : sans argument, le portail démarre. Avec un verbe :

          migrate                met la base de données à jour
          seed-demo              met à jour et remplit une base de démonstration (données fictives)
          check-forms [chemin]   lit et vérifie les formulaires du dossier Forms, ou d’un dossier <exercice>/<TYPE>, ou d’un zip
          import-form <chemin>   publie le formulaire d’un dossier <exercice>/<TYPE>, par exemple 2026/OPCO, ou ceux d’un zip
          verify-audit           recalcule les scellés du journal et des traces, et nomme la première ligne fautive
          --help                 affiche cette aide

        Code de sortie : 0 réussite, 1 anomalie, 2 commande inconnue.
        """;

    /// <summary>True when the command line asks for something else than serving. Options (<c>--urls …</c>) do not.</summary>
    public static bool Asked(string[] args) => Words(args) is [var first, ..] && (IsHelp(first) || !first.StartsWith('-'));

    /// <returns>The exit code.</returns>
    public static async Task<int> Run(WebApplication app, string[] args)
    {
        try
        {
            return Words(args) switch
            {
                ["migrate"] => await Migrate(app),
                ["seed-demo"] => await SeedDemo(app),
                ["check-forms"] => CheckForms(FormFolder.Read(app.Configuration, app.Environment.ContentRootPath), null, app.Services.GetRequiredService<StatTables>()),
                ["check-forms", var path] => FormFolder.Given(app.Configuration, app.Environment.ContentRootPath, path) is var (files, paths) ? CheckForms(files, paths, null) : NotForms(path),
                ["import-form", var folder] => await ImportForm(app, folder),
                ["import-form"] => Refuse("Indiquez le dossier du formulaire ou une archive, par exemple : import-form Forms/2026/OPCO, ou import-form formulaires.zip", Usage),
                ["verify-audit"] => await VerifyAudit(app),
                [var first, ..] when IsHelp(first) => Say(Help),
                _ => Refuse($"Commande inconnue : {string.Join(' ', args)}\n\n{Help}", Usage),
            };
        }
        catch (FormFaultsException error)
        {
            return Refuse(error.Message, Fault);
        }
        catch (Exception error) when (error is DbException or DirectoryNotFoundException)
        {
            return Refuse($"La base de données ou un dossier est hors d’atteinte : {error.Message}", Fault);
        }
    }

    /// <summary>« dotnet run » takes the separator away, « dotnet Soffi.Web.dll -- migrate » hands it over: both mean the same.</summary>
    private static string[] Words(string[] args) => args is ["--", .. var rest] ? rest : args;

    private static bool IsHelp(string word) => word is "--help" or "-h" or "-?" or "help";

    private static async Task<int> Migrate(WebApplication app)
    {
        var applied = await Preparation.Migrate(app.Services);
        return Say(applied.Count == 0 ? "La base de données était déjà à jour." : $"Base de données mise à jour : {string.Join(", ", applied)}.");
    }

    private static async Task<int> SeedDemo(WebApplication app)
    {
        await Preparation.Migrate(app.Services);
        await using var scope = app.Services.CreateAsyncScope();
        var files = FormFolder.Read(app.Configuration, app.Environment.ContentRootPath);
        await scope.ServiceProvider.GetRequiredService<FormPublisher>().Publish(files, files.Forms, Domain.Audit.AuditEntry.System);
        await scope.ServiceProvider.GetRequiredService<DemonstrationSeeder>().Seed();
        return Say("La démonstration est prête.");
    }

    /// <param name="tables">The published tables, to check the cross controls too; null when only some forms are checked.</param>
    private static int CheckForms(FormFiles files, IReadOnlyList<string>? paths, StatTables? tables)
    {
        var (text, faults) = FormReport.Of(files, paths ?? files.Forms);
        if (tables is not null)
        {
            var (cross, more) = FormReport.OfCrossControls(files, tables.Find);
            (text, faults) = ($"{text}{Environment.NewLine}{cross}", [.. faults, .. more]);
        }

        Say(text);
        return faults.Count > 0
            ? Refuse($"{faults.Count} défauts :{Environment.NewLine}{string.Join(Environment.NewLine, faults)}", Fault)
            : Say($"{(paths ?? files.Forms).Count} formulaires vérifiés, aucun défaut : {string.Join(", ", paths ?? files.Forms)}.");
    }

    private static async Task<int> ImportForm(WebApplication app, string given)
    {
        if (FormFolder.Given(app.Configuration, app.Environment.ContentRootPath, given) is not var (files, paths))
        {
            return NotForms(given);
        }

        if (paths.SelectMany(p => FormLinter.Lint(files, p)).Distinct().ToList() is { Count: > 0 } faults)
        {
            throw new FormFaultsException(faults);
        }

        await using var scope = app.Services.CreateAsyncScope();
        var added = await scope.ServiceProvider.GetRequiredService<FormPublisher>().Publish(files, paths, Environment.UserName);
        return Say(added.Count == 0
            ? $"Le formulaire {string.Join(", ", paths)} était déjà publié, à l’identique."
            : string.Join(Environment.NewLine, added.Select(v =>
                $"Formulaire {FormPath.Of(v.Kind, v.OperatorType, v.Exercise)} publié, version {v.Number}, empreinte {v.Sha256}.")));
    }

    private static int NotForms(string given) => Refuse(
        $"« {given} » n’est ni un dossier de formulaire ni une archive zip : indiquez un dossier <exercice>/<TYPE>, par exemple 2026/OPCO.", Fault);

    private static async Task<int> VerifyAudit(WebApplication app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var found = await scope.ServiceProvider.GetRequiredService<AuditSealer>().Verify();
        var pages = await scope.ServiceProvider.GetRequiredService<NavigationTrail>().Verify();
        return found.Fault is { } fault ? Refuse(fault.Sentence, Fault)
            : pages.Fault is { } broken ? Refuse($"Traces de navigation : {broken.Sentence}", Fault)
            : Say($"Journal intact : {found.Sealed} lignes scellées vérifiées, {found.Pending} en attente de scellement. "
                + $"Dernière empreinte : {found.LastDigest} (à comparer à celle des journaux techniques). "
                + $"Traces de navigation intactes : {pages.Sealed} scellées, {pages.Pending} en attente.");
    }

    private static int Say(string text)
    {
        Console.Out.WriteLine(text);
        return Success;
    }

    private static int Refuse(string text, int code)
    {
        Console.Error.WriteLine(text);
        return code;
    }
}
