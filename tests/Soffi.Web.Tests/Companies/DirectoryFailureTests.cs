using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Soffi.Web.Infrastructure.Companies;
using static Soffi.Web.Tests.Companies.TrialDirectory;

namespace Soffi.Web.Tests.Companies;

/// <summary>A directory that is slow, busy, down or absent costs the person a sentence, never an error.</summary>
public sealed class DirectoryFailureTests
{
    private const string Siret = "10000001700010";
    private const string Other = "10000001700028";

    private static readonly Func<HttpContext, Task> Broken = http =>
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return Task.CompletedTask;
    };

    [Fact]
    public async Task Find_off_line_says_to_type_by_hand()
    {
        await using var host = await CompanyHost.Start(("SearchUrl", "http://127.0.0.1:9/"), ("SireneUrl", "http://127.0.0.1:9/"));

        var lookup = await host.Find(Siret);

        Assert.Equal(LookupOutcome.Unreachable, lookup.Outcome);
        Assert.Equal("Annuaire injoignable, saisissez à la main.", lookup.Sentence);
    }

    [Fact]
    public async Task Find_when_switched_off_asks_nobody()
    {
        await using var host = await CompanyHost.Start(("Enabled", "false"));

        Assert.Equal(LookupOutcome.Unreachable, (await host.Find(Siret)).Outcome);
        Assert.Empty(host.Trial.Searches);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Mon, 23 Nov 2026 10:05:00 GMT", 300)]
    [InlineData(null, 60)]
    [InlineData("0", 1)]
    [InlineData("999999", 3600)]
    public async Task Find_when_asked_to_wait_waits_as_long_as_it_says(string? retryAfter, int seconds)
    {
        await using var host = await CompanyHost.Start(("SireneKey", ""));
        host.Trial.Search = TooMany(retryAfter);

        var busy = await host.Find(Siret);
        Assert.Equal((LookupOutcome.Busy, TimeSpan.FromSeconds(seconds)), (busy.Outcome, busy.RetryAfter));
        host.Trial.Search = Json(Results());
        host.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(LookupOutcome.Busy, (await host.Find(Other)).Outcome);
        Assert.Single(host.Trial.Searches);

        host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(LookupOutcome.Unknown, (await host.Find(Other)).Outcome);
        Assert.Equal(2, host.Trial.Searches.Count);
    }

    [Fact]
    public async Task Find_when_the_first_is_busy_asks_Sirene()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = TooMany("60");
        host.Trial.Sirene = Json(SireneOne(SireneEstablishment(Siret)));

        Assert.Equal(LookupOutcome.Found, (await host.Find(Siret)).Outcome);
    }

    [Fact]
    public async Task Find_when_the_first_is_down_asks_Sirene()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = Broken;
        host.Trial.Sirene = Json(SireneOne(SireneEstablishment(Siret)));

        Assert.Equal(LookupOutcome.Found, (await host.Find(Siret)).Outcome);
    }

    [Fact]
    public async Task Find_when_both_are_busy_tells_when_to_come_back()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = TooMany("60");
        host.Trial.Sirene = TooMany("30");

        var lookup = await host.Find(Siret);

        Assert.Equal(LookupOutcome.Busy, lookup.Outcome);
        Assert.NotNull(lookup.RetryAfter);
    }

    [Fact]
    public async Task Find_when_the_first_says_nothing_gives_up_in_time()
    {
        await using var host = await CompanyHost.Start(("TimeoutMilliseconds", "200"), ("SireneKey", ""));
        host.Trial.Search = Silence;
        var watch = Stopwatch.StartNew();

        var lookup = await host.Find(Siret);

        Assert.Equal(LookupOutcome.Unreachable, lookup.Outcome);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(15), $"{watch.Elapsed}");
    }

    [Fact]
    public async Task Find_after_a_failure_that_passes_tries_once_more()
    {
        await using var host = await CompanyHost.Start(("Retries", "1"), ("SireneKey", ""));
        var answers = new Queue<Func<HttpContext, Task>>([Broken, Json(Results())]);
        host.Trial.Search = http => answers.Dequeue()(http);

        Assert.Equal(LookupOutcome.Unknown, (await host.Find(Siret)).Outcome);
        Assert.Equal(2, host.Trial.Searches.Count);
    }

    [Fact]
    public async Task Find_while_a_directory_keeps_failing_leaves_it_alone_then_tries_again()
    {
        await using var host = await CompanyHost.Start(("SireneKey", ""), ("BreakSeconds", "1"));
        host.Trial.Search = Broken;
        for (var time = 0; time < 8; time++)
        {
            Assert.Equal(LookupOutcome.Unreachable, (await host.Find(Siret)).Outcome);
        }

        Assert.Equal(4, host.Trial.Searches.Count);
        host.Trial.Search = Json(Results());
        var watch = Stopwatch.StartNew();
        var outcome = LookupOutcome.Unreachable;
        while (outcome == LookupOutcome.Unreachable && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(100);
            outcome = (await host.Find(Siret)).Outcome;
        }

        Assert.Equal(LookupOutcome.Unknown, outcome);
    }

    [Theory]
    [InlineData("<html>Portail captif</html>")]
    [InlineData("{\"erreur\":\"…\"}")]
    [InlineData("{\"results\":\"aucun\"}")]
    [InlineData("[]")]
    [InlineData("")]
    public async Task Find_when_something_else_answers_in_its_place_says_to_type_by_hand(string body)
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = host.Trial.Sirene = http => http.Response.WriteAsync(body);

        var lookup = await host.Find(Siret);

        Assert.Null(lookup.Establishment);
        Assert.Contains("à la main", lookup.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Find_writes_no_number_nor_key_in_the_logs()
    {
        await using var host = await CompanyHost.Start();
        host.Trial.Search = Broken;
        host.Trial.Sirene = TooMany("60");

        await host.Find(Siret);

        Assert.Contains(host.Logs.All, line => line.Contains("does not answer: HTTP 503", StringComparison.Ordinal));
        Assert.DoesNotContain(host.Logs.All, line => line.Contains(Siret, StringComparison.Ordinal) || line.Contains(Key, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("SearchUrl", "recherche-entreprises")]
    [InlineData("SireneUrl", "http://api.insee.example/")]
    [InlineData("TimeoutMilliseconds", "0")]
    [InlineData("Retries", "-1")]
    public async Task Start_with_unusable_settings_is_refused(string key, string value)
    {
        await using var host = await CompanyHost.Start((key, value));

        await Assert.ThrowsAsync<OptionsValidationException>(() => host.Find(Siret));
    }
}
