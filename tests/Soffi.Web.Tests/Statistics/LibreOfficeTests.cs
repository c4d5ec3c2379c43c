using System.ComponentModel;
using System.Diagnostics;
using Soffi.Domain.Statistics;
using Soffi.Domain.Workbooks;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>A second reader opens the exported file and finds the figures of the screen.</summary>
public sealed class LibreOfficeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>To a text: separator « | », no quotes needed, UTF-8, numbers as numbers, formats applied or not, then the number of the sheet.</summary>
    private const string AsShown = "csv:Text - txt - csv (StarCalc):124,34,76,1,,1033,false,true,true,false,false,1";

    private const string AsStored = "csv:Text - txt - csv (StarCalc):124,34,76,1,,1033,false,true,false,false,false,2";

    [SkippableTheory]
    [InlineData("J2", "2025", "xlsx")]
    [InlineData("J11", "2021,2022,2023", "xlsx")]
    [InlineData("J2", "2025", "ods")]
    [InlineData("J11", "2021,2022,2023", "ods")]
    [Trait("CGU", "CGU-A1")]
    public async Task LibreOffice_reads_the_figures_of_the_screen(string id, string exercises, string word)
    {
        await using var database = await TestDatabase.Create();
        await using var context = database.Open();
        await StatisticsData.Fill(context);
        var result = await Results.Compute(context, id, exercises);

        var sheet = await Converted(ExportReading.Bytes(result, StatFormat.Find(word)!), word, AsShown);

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

    [SkippableTheory]
    [InlineData("xlsx")]
    [InlineData("ods")]
    public async Task LibreOffice_reads_the_lines_of_the_data(string word)
    {
        var result = await J2();
        var expected = ExportReading.Lines(ExportReading.Bytes(result, StatFormat.OpenCsv), StatFormat.OpenCsv).Skip(1).ToList();

        var lines = (await Converted(ExportReading.Bytes(result, StatFormat.Find(word)!), word, AsStored)).Skip(1).Select(l => l.Split('|')).ToList();

        Assert.Equal(expected.Count, lines.Count);
        foreach (var (line, read) in expected.Zip(lines))
        {
            Assert.Equal(line, read.Select((field, i) => AsWritten(field, line[i])));
        }
    }

    /// <summary>As a French Excel opens it: a double click, no question asked.</summary>
    [SkippableFact]
    public async Task LibreOffice_reads_the_french_csv_with_its_numbers()
    {
        var result = await J2();
        var expected = ExportReading.Lines(ExportReading.Bytes(result, StatFormat.OpenCsv), StatFormat.OpenCsv).Skip(1).ToList();
        List<string[]> lines = [];

        await Convert(
            ExportReading.Bytes(result, StatFormat.Csv), "csv", "ods", "ods",
            async made => lines = ExportReading.FromSheet(Assert.Single(SpreadsheetFile.Read(await File.ReadAllBytesAsync(made)).Content!.Sheets)),
            "--infilter=CSV:59,34,76,1,,1036,false,true");

        Assert.Equal(expected.Count, lines.Count - 1);
        foreach (var (line, read) in expected.Zip(lines.Skip(1)))
        {
            Assert.Equal(line, read.Select((field, i) => AsWritten(field, line[i])));
        }
    }

    private static async Task<StatResult> J2()
    {
        await using var database = await TestDatabase.Create();
        await using var context = database.Open();
        await StatisticsData.Fill(context);
        return await Results.Compute(context, "J2", "2025");
    }

    /// <summary>A number read with fifteen digits, as the export has it.</summary>
    private static string AsWritten(string read, string written) =>
        decimal.TryParse(read, System.Globalization.CultureInfo.InvariantCulture, out var number)
            && decimal.TryParse(written, System.Globalization.CultureInfo.InvariantCulture, out var exact) && Math.Abs(number - exact) < 0.000000001m ? written : read;

    /// <summary>The sheet as shown by LibreOffice in its default English locale: « 1,234.5 », « -3.0 ».</summary>
    private static string AsOnScreen(string shown) => decimal.TryParse(
        shown, System.Globalization.NumberStyles.Number, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? StatText.Number(number, shown.Contains('.', StringComparison.Ordinal) ? shown.Length - shown.IndexOf('.', StringComparison.Ordinal) - 1 : 0)
            : shown;

    private static async Task<string[]> Converted(byte[] file, string extension, string filter)
    {
        var lines = Array.Empty<string>();
        await Convert(file, extension, filter, "csv", async made => lines = await File.ReadAllLinesAsync(made));
        return lines;
    }

    private static async Task Convert(byte[] file, string extension, string filter, string made, Func<string, Task> read, params string[] more)
    {
        var folder = Directory.CreateTempSubdirectory("soffi-calc-");
        try
        {
            var source = Path.Combine(folder.FullName, "tableau." + extension);
            var output = folder.CreateSubdirectory("sortie").FullName;
            await File.WriteAllBytesAsync(source, file);
            await Run(folder.FullName, ["--headless", $"-env:UserInstallation=file://{folder.FullName}/profil", .. more, "--convert-to", filter, "--outdir", output, source]);
            await read(Assert.Single(Directory.GetFiles(output, "*." + made)));
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
