using System.ComponentModel;
using System.Diagnostics;
using Soffi.Domain.Statistics;
using Soffi.Web.Features.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>A second reader opens the exported file and finds the figures of the screen.</summary>
public sealed class LibreOfficeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [SkippableTheory]
    [InlineData("J2", "2025")]
    [InlineData("J11", "2021,2022,2023")]
    [Trait("CGU", "CGU-A1")]
    public async Task LibreOffice_reads_the_figures_of_the_screen(string id, string exercises)
    {
        await using var database = await TestDatabase.Create();
        await using var context = database.Open();
        await StatisticsData.Fill(context);
        var result = await Results.Compute(context, id, exercises);

        var sheet = await ConvertToCsv(StatisticsWorkbook.Write(result, Results.Context));

        var lines = sheet.Select(line => line.Split('|')).ToList();
        var header = lines.FindIndex(l => l[0] == result.Table.RowLabel);
        Assert.Equal(result.Columns.Select(c => c.Label), lines[header].Skip(1));
        var figures = lines.Skip(header + 1).Where(l => l[1].Length > 0).ToList();
        Assert.Equal(result.Rows.Count(), figures.Count);
        foreach (var (row, figure) in result.Rows.Zip(figures))
        {
            Assert.Equal(row.Label, figure[0]);
            Assert.Equal(row.Cells.Select(StatText.Of), figure.Skip(1).Select(AsOnScreen));
        }
    }

    /// <summary>The sheet as shown by LibreOffice in its default English locale: « 1,234.5 », « -3.0 ».</summary>
    private static string AsOnScreen(string shown) => decimal.TryParse(
        shown, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? StatText.Number(number, shown.Contains('.', StringComparison.Ordinal) ? shown.Length - shown.IndexOf('.', StringComparison.Ordinal) - 1 : 0)
            : shown;

    private static async Task<string[]> ConvertToCsv(byte[] file)
    {
        var folder = Directory.CreateTempSubdirectory("soffi-calc-");
        try
        {
            var xlsx = Path.Combine(folder.FullName, "tableau.xlsx");
            await File.WriteAllBytesAsync(xlsx, file);

            // Separator « | », no quotes needed, UTF-8, as shown (formats applied), first sheet.
            await Run(folder.FullName, "--headless", $"-env:UserInstallation=file://{folder.FullName}/profil", "--convert-to",
                "csv:Text - txt - csv (StarCalc):124,34,76,1,,1033,false,true,true,false,false,1", "--outdir", folder.FullName, xlsx);
            var csv = Directory.GetFiles(folder.FullName, "*.csv");
            Assert.Single(csv);
            return await File.ReadAllLinesAsync(csv[0]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task Run(string folder, params string[] arguments)
    {
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("soffice", arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception absent) when (Environment.GetEnvironmentVariable("SOFFI_REQUIRE_BROWSER") != "1")
        {
            throw new SkipException($"LibreOffice n’est pas installé ({absent.Message}) : apt-get install libreoffice-calc-nogui");
        }

        using (process)
        {
            using var limit = new CancellationTokenSource(Patience);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            _ = process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, await errors);
        }
    }
}
