using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Html.Dom;
using Microsoft.EntityFrameworkCore;
using Soffi.Domain.Access;
using Soffi.Domain.Declarations;
using Soffi.Web.Infrastructure.SignIn;
using Soffi.Web.Tests.Declarations;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Review;

/// <summary>How each act is sent, as its page does.</summary>
public sealed partial class EveryStateTests
{
    private static string? PathOf(DeclarationAct act, (Guid Declaration, Guid? Submission, int Operator) target) => act switch
    {
        DeclarationAct.SaveCells => $"/declarations/{target.Declaration}/cadres/B2/cellules",
        DeclarationAct.ExplainFinding => $"/declarations/{target.Declaration}/controles",
        DeclarationAct.Submit => $"/declarations/{target.Declaration}/signature",
        DeclarationAct.ChangeDocuments => $"/declarations/{target.Declaration}/pieces?piece=CAC",
        DeclarationAct.JudgeCadre => $"/declarations/{target.Declaration}/completude/cadres/{Emptied}",
        DeclarationAct.ChangeForm => "/campagnes/formulaires",
        DeclarationAct.AskWidening => $"/declarations/{target.Declaration}/elargissement",
        DeclarationAct.WaiveControl => $"/instruction/declarations/{target.Declaration}/derogations",
        DeclarationAct.Waive or DeclarationAct.Reinstate => "/campagnes",
        _ when target.Submission is null => null,
        DeclarationAct.TakeCharge => $"/instruction/{target.Submission}/prise-en-charge",
        DeclarationAct.RequestCorrections => $"/instruction/{target.Submission}/corrections",
        DeclarationAct.WidenCorrections => $"/instruction/{target.Submission}/corrections/elargissement",
        DeclarationAct.RefuseWidening => $"/instruction/{target.Submission}/corrections/demandes/",
        DeclarationAct.JudgeExplanation => $"/instruction/{target.Submission}/justifications",
        DeclarationAct.Validate or DeclarationAct.LiftValidation => $"/instruction/{target.Submission}/validation",
        _ => $"/instruction/{target.Submission}/publication",
    };

    private async Task<int> Send(DeclarationAct act, Role role, (Guid Declaration, Guid? Submission, int Operator) target, int revision)
    {
        var (browser, token) = _people[role];
        var path = PathOf(act, target)!;
        _count++;
        if (act == DeclarationAct.ChangeForm)
        {
            return await Publish(browser, token);
        }

        path = act == DeclarationAct.RefuseWidening ? path + await Asked(target.Declaration) : path;
        using var request = new HttpRequestMessage(HttpMethod.Post, act is DeclarationAct.Waive or DeclarationAct.Reinstate ? $"/campagnes/{_campaign}/obligations" : path);
        if (act == DeclarationAct.SaveCells)
        {
            request.Headers.Add("RequestVerificationToken", token);
            request.Content = JsonContent.Create(new { revision, cellules = new[] { new { code = "B2.010.ALT", valeur = _count.ToString(CultureInfo.InvariantCulture) } } });
        }
        else if (act == DeclarationAct.ChangeDocuments)
        {
            var file = new ByteArrayContent(DocumentHost.Pdf($"Pièce {_count}"));
            file.Headers.ContentType = new("application/pdf");
            request.Content = new MultipartFormDataContent { { new StringContent(token), "__RequestVerificationToken" }, { file, "fichier", $"piece-{_count}.pdf" } };
        }
        else
        {
            request.Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token), .. await Fields(act, target, revision)]);
        }

        using var answer = await browser.SendAsync(request);
        return (int)answer.StatusCode;
    }

    private async Task<List<KeyValuePair<string, string>>> Fields(DeclarationAct act, (Guid Declaration, Guid? Submission, int Operator) target, int revision)
    {
        var text = $"Motif d’essai numéro {_count}, assez long.";
        (string, string)[] fields = act switch
        {
            DeclarationAct.ExplainFinding => [.. _explanations.Select(e => (e.Key, e.Key.StartsWith("justification.", StringComparison.Ordinal) ? text : e.Key.StartsWith("motif.", StringComparison.Ordinal) ? "VOLUME" : e.Value))],
            DeclarationAct.Submit => [("fonction", "Directeur"), ("certifie", "true"), ("corrige", "true"), ("empreinte", await Fingerprint(target.Declaration))],
            DeclarationAct.TakeCharge => [("Revision", $"{revision}"), ("Agent", $"{await AgentId()}")],
            DeclarationAct.RequestCorrections => [("Revision", $"{revision}"), ("Cadres", "B3"), ("Reasons", "Opening"), ("Text", text), ("Day", Soon())],
            DeclarationAct.WidenCorrections => [("Version", "0"), ("Cadres", Left), ("Text", text)],
            DeclarationAct.RefuseWidening => [("Version", "0"), ("Act", "refuser"), ("Text", text)],
            DeclarationAct.AskWidening => [("cadres", Left), ("motif", text)],
            DeclarationAct.JudgeCadre => [("motif", text)],
            DeclarationAct.JudgeExplanation => [("Revision", $"{revision}"), ("Act", "questionner"), ("Text", text), ("Instance", await Explained(target.Declaration))],
            DeclarationAct.WaiveControl => [("Revision", $"{revision}"), ("Control", "P01"), ("Reason", text), ("Day", Soon())],
            DeclarationAct.Validate => [("Revision", $"{revision}"), ("Act", "valider")],
            DeclarationAct.LiftValidation => [("Revision", $"{revision}"), ("Act", "lever"), ("Text", text)],
            DeclarationAct.Publish => [("Revision", $"{revision}"), ("Act", "publier")],
            DeclarationAct.WithdrawPublication => [("Revision", $"{revision}"), ("Act", "retirer"), ("Text", text)],
            DeclarationAct.Waive => [("Operator", $"{target.Operator}"), ("Owes", "ne-doit-pas"), ("Cause", "ByType"), ("Note", text)],
            DeclarationAct.Reinstate => [("Operator", $"{target.Operator}"), ("Owes", "doit"), ("Cause", "ByType"), ("Note", text)],
            _ => throw new ArgumentOutOfRangeException(nameof(act), act, "No form."),
        };
        return [.. fields.Select(f => KeyValuePair.Create(f.Item1, f.Item2))];
    }

    /// <summary>Of what the signatory reads now; « x » when the page has nothing to sign.</summary>
    private async Task<string> Fingerprint(Guid declaration)
    {
        using var page = await _people[Role.Signatory].Browser.GetAsync($"/declarations/{declaration}/signature");
        return ((IHtmlInputElement?)(await page.ReadPageAsync()).QuerySelector("form[action$=signature] input[name=empreinte]"))?.Value ?? "x";
    }

    /// <summary>The ask that waits for an answer; an unknown one when nothing was asked.</summary>
    private Task<Guid> Asked(Guid declaration) => _factory.DatabaseAsync(async d =>
        await d.DeclarationReopenings.Where(r => r.DeclarationId == declaration).SelectMany(r => r.Asks).Select(a => (Guid?)a.Id).FirstOrDefaultAsync() ?? Guid.NewGuid());

    /// <summary>Publishes a corrected version of the form, prepared by the administrator, that reaches the statements not sealed.</summary>
    private async Task<int> Publish(HttpClient browser, string token)
    {
        var (admin, own) = _people[Role.Administrator];
        var (last, exercise) = await _factory.DatabaseAsync(async d =>
        {
            var version = await d.FormVersions.OrderByDescending(f => f.Number).FirstAsync();
            return (version.Id, version.Exercise);
        });
        if (_draft is null)
        {
            using var begun = await admin.SendFieldsAsync("/campagnes/formulaires/brouillons", Pairs(own, ("Version", $"{last}"), ("Exercise", $"{exercise}")));
            _draft = int.Parse(begun.Headers.Location!.OriginalString.Split('/')[^1], CultureInfo.InvariantCulture);
            await Retitle(_draft.Value);
        }

        var path = $"/campagnes/formulaires/brouillons/{_draft}/publication";
        var page = await admin.PageAsync(path);
        var hash = ((IHtmlInputElement)page.QuerySelector("main form input[name=Empreinte]")!).Value;
        using var answer = await browser.SendFieldsAsync(path, Pairs(token, ("Empreinte", hash), ("Motif", $"Libellé imprécis, correction {_count}."), ("Annonce", "true")));
        _draft = answer.StatusCode == System.Net.HttpStatusCode.SeeOther ? null : _draft;
        return (int)answer.StatusCode;
    }

    /// <summary>A version that changes nothing is refused: this one has a title of its own.</summary>
    private Task<int> Retitle(int draft) => _factory.DatabaseAsync(async d =>
    {
        var known = await d.FormDrafts.Include(x => x.Files).SingleAsync(x => x.Id == draft);
        var header = JsonNode.Parse(known.Find("form.json")!)!;
        header["title"] = $"État statistique et financier, essai {_count}";
        known.Write("form.json", header.ToJsonString(), new Actor(Guid.NewGuid(), "Anne Essai", "", []), _factory.Clock.GetUtcNow());
        return await d.SaveChangesAsync();
    });

    private static List<KeyValuePair<string, string>> Pairs(string token, params (string Name, string Value)[] fields) =>
        [new("__RequestVerificationToken", token), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))];

    /// <summary>Nothing is typed in that cadre any more.</summary>
    private Task<int> Empty(params Guid[] declarations) => _factory.DatabaseAsync(async d =>
    {
        var tables = _form.FindCadre(Emptied)!.Tables.Select(t => t.Code).ToList();
        return await d.Set<DeclarationCell>().Where(c => declarations.Contains(c.DeclarationId) && tables.Contains(c.Table)).ExecuteDeleteAsync();
    });

    private string Soon() => _factory.Clock.GetUtcNow().AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<Guid> AgentId() => _factory.DatabaseAsync(d => d.Users.Where(u => u.Email == DemoAccounts.AgentDgefp.Email).Select(u => u.Id).SingleAsync());

    private Task<string> Explained(Guid declaration) => _factory.DatabaseAsync(d =>
        d.Declarations.Where(x => x.Id == declaration).SelectMany(x => x.Explanations).OrderBy(e => e.Instance).Select(e => e.Instance).FirstAsync());
}
