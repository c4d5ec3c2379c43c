using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Forms;
using Soffi.Web.Infrastructure.Startup;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Data;

/// <summary>The program as an operator runs it: arguments, outputs, exit code; and the probes when something lacks.</summary>
public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("soffi-verbs-");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("nettoyer", 2)]
    public async Task Verb_help_and_unknown_verb_print_the_verbs(string verb, int code)
    {
        var (exit, output) = await Run(verb);

        Assert.Equal(code, exit);
        Assert.Contains("verify-audit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_after_a_separator_is_understood_and_does_not_serve()
    {
        var (exit, output) = await Run("--", "--help");

        Assert.Equal(0, exit);
        Assert.Contains("verify-audit", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verb_import_form_without_folder_asks_for_it()
    {
        var (exit, output) = await Run("import-form");

        Assert.Equal(2, exit);
        Assert.Contains("Indiquez le dossier du formulaire", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_without_the_folder_of_forms_stops_and_names_it()
    {
        var (exit, output) = await Run("--Forms:Folder", "/nulle/part");

        Assert.Equal(1, exit);
        Assert.Contains("le dossier des formulaires « /nulle/part » n’existe pas", output, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.FullName, "portail.db")));
    }

    [Fact]
    public async Task Verb_check_forms_reads_every_form_of_the_product()
    {
        var (exit, output) = await Run("check-forms");

        Assert.True(exit == 0, output);
        Assert.Contains("2025/OPCO", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verbs_migrate_import_and_verify_on_an_empty_database()
    {
        Assert.Equal(0, (await Run("migrate")).Exit);
        var forms = CopyForms();
        Assert.Contains("publié", (await Run("import-form", Path.Combine(forms, "2025", "OPCO"))).Output, StringComparison.Ordinal);
        Assert.Equal(0, (await Run("import-form", Path.Combine(forms, "2025", "OPCO"))).Exit);

        Replace(Path.Combine(forms, "2025", "OPCO", "cadre-b2.json"), "\"title\": \"", "\"title\": \"Autre ");
        var (exit, output) = await Run("import-form", Path.Combine(forms, "2025", "OPCO"));
        Assert.Equal(1, exit);
        Assert.Contains("2025/OPCO/form.json:", output, StringComparison.Ordinal);
        Assert.Contains("déjà publiée", output, StringComparison.Ordinal);

        Assert.Contains("Journal intact", (await Run("verify-audit")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_with_a_faulty_form_stops_with_file_line_and_sentence()
    {
        var forms = CopyForms();
        Replace(Path.Combine(forms, "2025", "OPCO", "cadre-b2.json"), "\"title\"", "\"titre\"");

        var (exit, output) = await Run(["--Forms:Folder", forms, "--Demonstration:Enabled", "false"]);

        Assert.Equal(1, exit);
        Assert.Matches(@"2025/OPCO/cadre-b2\.json:\d+: .*titre", output);
        var faults = output.Split('\n').Where(l => l.Contains(".json:", StringComparison.Ordinal)).ToList();
        Assert.Equal(faults.Distinct(), faults);
    }

    [Fact]
    public async Task Ready_probe_before_migration_answers_503_with_the_reason()
    {
        await using var host = await SoffiHost.Start();
        await host.Database(d => d.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsHistory"));
        using var client = host.CreateClient();
        using var ready = await client.GetAsync("/sante/pret");
        using var alive = await client.GetAsync("/sante/vivant");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        using var json = JsonDocument.Parse(await ready.Content.ReadAsStringAsync());
        Assert.False(json.RootElement.GetProperty("migrations").GetBoolean());
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Ready_probe_without_database_answers_503_while_the_process_lives()
    {
        var absent = $"Data Source={Path.Combine(_folder.FullName, "absent.db")};Mode=ReadWrite";
        await using var host = await SoffiHost.Start(configure: b => b
            .UseSetting("Database:Provider", "Sqlite").UseSetting("ConnectionStrings:Soffi", absent));
        using var client = host.CreateClient();
        using var ready = await client.GetAsync("/sante/pret");
        using var alive = await client.GetAsync("/sante/vivant");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("indisponible", await ready.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Fact]
    public async Task Publish_of_a_faulty_form_publishes_none()
    {
        await using var host = await SoffiHost.Start();
        var forms = CopyForms();
        Replace(Path.Combine(forms, "2024", "OPCO", "form.json"), "\"version\": 1", "\"version\": \"un\"");
        var files = FormFiles.FromFolder(forms);

        await Assert.ThrowsAsync<FormFaultsException>(() =>
            host.With<FormPublisher, object>(async p => await p.Publish(files, files.Forms, "essai")));

        Assert.Equal(0, await host.Database(d => d.FormVersions.CountAsync()));
    }

    private string CopyForms()
    {
        var source = Path.Combine(WebDirectory, "Forms");
        var target = Path.Combine(_folder.FullName, "Forms");
        foreach (var file in Directory.EnumerateFiles(source, "*.json", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    private static void Replace(string file, string text, string by)
    {
        var before = File.ReadAllText(file);
        Assert.Contains(text, before, StringComparison.Ordinal);
        var at = before.IndexOf(text, StringComparison.Ordinal);
        File.WriteAllText(file, before[..at] + by + before[(at + text.Length)..]);
    }

    private static string WebDirectory => Path.Combine(SourceTree.Root, "src", "Soffi.Web");

    private async Task<(int Exit, string Output)> Run(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. args])
        {
            WorkingDirectory = WebDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        start.Environment["Serilog__MinimumLevel__Default"] = "Error";
        start.Environment["ConnectionStrings__Soffi"] = $"Data Source={Path.Combine(_folder.FullName, "soffi.db")}";
        start.Environment["Portal__ConnectionString"] = $"Data Source={Path.Combine(_folder.FullName, "portail.db")}";
        start.Environment["Portal__KeysPath"] = Path.Combine(_folder.FullName, "cles");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        return (process.ExitCode, await output + await error);
    }
}
