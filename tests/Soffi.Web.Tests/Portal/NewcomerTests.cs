using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Portal.Mail;
using Soffi.Web.Tests.Access;
using Soffi.Web.Tests.Companies;
using Soffi.Web.Tests.Features.Account;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Portal;

/// <summary>Somebody whom nobody knows, in the whole application: account, terms of use, request for access.</summary>
public sealed class NewcomerTests
{
    private const string Address = "jeanne.petit@organisme.example";
    private const string Password = "Tulipe-Wagon-73-Orage";

    [Fact]
    [Trait("CGU", "CGU-22")]
    [Trait("CGU", "CGU-37")]
    [Trait("CGU", "CGU-55")]
    public async Task Create_account_then_accept_the_terms_leads_to_the_request_for_access()
    {
        using var folder = new TemporaryFolder();
        await using var directory = await TrialDirectory.Start();
        directory.Search = TrialDirectory.Json(TrialDirectory.Results(TrialDirectory.Unit("552100554", "ORGANISME FICTIF", TrialDirectory.Place("55210055400013", "12 RUE GARIBALDI 69003 LYON"))));
        using var host = new SignInFactory();
        host.Settings["Companies:SearchUrl"] = $"{directory.Url}/recherche";
        host.Settings["Mail:Directory"] = folder.Path;
        await host.PublishCguAsync();
        var browser = host.NewBrowser();
        using var asked = await browser.SubmitAsync(await browser.GetAsync("/portail/inscription"), "main form", ("Email", Address));
        var form = await browser.GetAsync(await LinkAsync(host));
        Assert.Equal(6, (await form.ReadPageAsync()).QuerySelectorAll("#Profile option").Length);
        using var made = await browser.SubmitAsync(form, "main form",
            ("GivenName", "Jeanne"), ("FamilyName", "Petit"), ("Profile", "opco"), ("Siret", "55210055400013"), ("Password", Password));
        Assert.Equal("/portail", made.Headers.Location!.ToString());
        Assert.Contains("ORGANISME FICTIF, 12 RUE GARIBALDI 69003 LYON", await browser.GetStringAsync("/portail"), StringComparison.Ordinal);

        var terms = await browser.FollowAsync(await browser.GetAsync("/connexion?retour=/accueil"));
        Assert.Equal("/cgu/acceptation", terms.RequestMessage!.RequestUri!.AbsolutePath);
        using var accepted = await browser.SubmitAsync(terms, "form#accord", ("Accepted", "true"));
        await browser.FollowAsync(accepted);
        var access = await browser.GetAsync("/acces");

        Assert.Equal(HttpStatusCode.OK, access.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/declarations")).StatusCode);
    }

    private static async Task<Uri> LinkAsync(SignInFactory host)
    {
        var mails = host.Services.GetRequiredService<WrittenMails>();
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (true)
        {
            if ((await mails.ListAsync(late.Token)).FirstOrDefault(mail => mail.To == Address) is { } mail)
            {
                return new Uri(mail.Body.Split('\n').Single(line => line.Contains("cle=", StringComparison.Ordinal)).Trim());
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), late.Token);
        }
    }
}
