using System.Net;
using Soffi.Data;
using Soffi.Domain.Audit;
using Soffi.Domain.Statistics;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Statistics;

/// <summary>Requests in, files out: each format, its refusals, its entry in the journal.</summary>
public sealed class StatisticsExportPagesTests(StatisticsHost host) : IClassFixture<StatisticsHost>
{
    [Theory]
    [InlineData("xlsx", "soffi-J2-2025.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("ods", "soffi-J2-2025.ods", "application/vnd.oasis.opendocument.spreadsheet")]
    [InlineData("csv", "soffi-J2-2025.csv", "text/csv")]
    [InlineData("csv-ouvert", "soffi-J2-2025-donnees-ouvertes.csv", "text/csv")]
    [InlineData("schema", "soffi-J2-2025-schema.json", "application/json")]
    [InlineData("sdmx", "soffi-J2-2025-sdmx.csv", "application/vnd.sdmx.data+csv")]
    [InlineData("parquet", "soffi-J2-2025.parquet", "application/vnd.apache.parquet")]
    public async Task Export_sends_the_file_and_the_journal_says_who_took_it(string word, string name, string type)
    {
        var response = await host.Get(StatisticsHost.Dgefp, $"/statistiques/J2/export.{word}?exercice=2025");
        var result = await Results.Compute(host.Database.Open(), "J2", "2025");
        var format = StatFormat.Find(word)!;

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal((name, type), (response.Content.Headers.ContentDisposition!.FileName!.Trim('"'), response.Content.Headers.ContentType!.MediaType));
        var bytes = await response.Content.ReadAsByteArrayAsync();
        if (format != StatFormat.Xlsx && format != StatFormat.Ods)
        {
            Assert.Equal(ExportReading.Bytes(result, format), bytes);
        }
        else
        {
            Assert.Equal(ExportReading.Lines(ExportReading.Bytes(result, format), format), ExportReading.Lines(bytes, format));
        }

        await using var context = host.Database.Open();
        var entries = (await new AuditTrail(context).Read(new AuditFilter(Action: AuditAction.StatisticsExported), 1, 50)).Entries;
        var entry = entries.Single(e => e.DetailsJson.Contains($"\"format\":\"{word}\"", StringComparison.Ordinal));
        Assert.Equal(("J2", "Inès Durand"), (entry.ObjectId, entry.ActorName));
        Assert.Contains(StatCanonical.Sha256(result), entry.DetailsJson, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ods")]
    [InlineData("csv")]
    [InlineData("csv-ouvert")]
    [InlineData("schema")]
    [InlineData("sdmx")]
    [InlineData("parquet")]
    public async Task Export_is_refused_as_the_page_is(string word)
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Declarant, $"/statistiques/J2/export.{word}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await host.Get(StatisticsHost.Dreets, $"/statistiques/J2/export.{word}?operateur=SANTE")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, $"/statistiques/J99/export.{word}")).StatusCode);
        var refused = await host.Get(StatisticsHost.Dgefp, $"/statistiques/J2/export.{word}?exercice=2019");
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("L’exercice «\u00A02019\u00A0» n’existe pas", (await refused.ReadPageAsync()).QuerySelector("#erreurs")!.TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pdf")]
    [InlineData("xlsxx")]
    [InlineData("CSV.exe")]
    public async Task Export_in_an_unknown_format_is_not_found(string word) =>
        Assert.Equal(HttpStatusCode.NotFound, (await host.Get(StatisticsHost.Dgefp, $"/statistiques/J2/export.{word}")).StatusCode);

    [Fact]
    public async Task Export_does_not_tell_capitals_apart() =>
        Assert.Equal("soffi-J11-2023.csv", (await host.Get(StatisticsHost.Dreets, "/statistiques/J11/export.CSV?exercice=2023")).Content.Headers.ContentDisposition!.FileName!.Trim('"'));

    [Fact]
    public async Task Table_offers_each_format_with_its_weight_and_who_it_is_for()
    {
        var page = await host.Page(StatisticsHost.Dgefp, "/statistiques/J2?exercice=2025&operateur=SANTE");
        var links = page.QuerySelectorAll("#telechargements + ul a.fr-link--download").ToList();

        Assert.Equal(
            StatFormat.All.Select(f => $"/statistiques/J2/export.{f.Word}?exercice=2025&operateur=SANTE"), links.Select(a => a.GetAttribute("href")));
        Assert.All(links, a => Assert.Matches("^[A-Za-z-]+ – [0-9,]+\u00A0(ko|octets)$", a.QuerySelector(".fr-link__detail")!.TextContent));
        Assert.Equal(StatFormat.All.Select(f => f.Audience), page.QuerySelectorAll("#telechargements + ul .fr-hint-text").Select(p => p.TextContent));
    }
}
