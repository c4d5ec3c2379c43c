using AngleSharp.Html.Dom;
using Soffi.Web.Tests.Infrastructure;

namespace Soffi.Web.Tests.Declarations;

/// <summary>What a person does on the pages of entry.</summary>
internal static class Browsing
{
    public static async Task<IHtmlDocument> PageAsync(this HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(path);
        Assert.Equal(System.Net.HttpStatusCode.OK, response.StatusCode);
        return await response.ReadPageAsync();
    }

    /// <summary>Sends the entry form of the page as a browser would: every field as shown, some typed over.</summary>
    public static Task<HttpResponseMessage> SendAsync(
        this HttpClient browser, IHtmlDocument page, string selector = "#saisie", params (string Name, string Value)[] typed)
    {
        var form = (IHtmlFormElement)page.QuerySelector(selector)!;
        return browser.SendFieldsAsync(form.GetAttribute("action")!, Fields(form, typed));
    }

    public static async Task<HttpResponseMessage> SendFieldsAsync(this HttpClient browser, string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(path, content);
    }

    public static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form, params (string Name, string Value)[] typed)
    {
        var fields = form.QuerySelectorAll("input, textarea, select")
            .Where(e => e is not IHtmlInputElement { Type: "radio" or "checkbox", IsChecked: false })
            .Select(e => KeyValuePair.Create(e.GetAttribute("name")!, e switch { IHtmlInputElement input => input.Value, IHtmlSelectElement select => select.Value ?? "", _ => ((IHtmlTextAreaElement)e).Value }))
            .Where(f => typed.All(t => t.Name != f.Key || f.Key.StartsWith("conflit.", StringComparison.Ordinal)));
        return [.. fields, .. typed.Select(t => KeyValuePair.Create(t.Name, t.Value))];
    }

    /// <summary>A reason and that text for every finding « à justifier » of the page of controls.</summary>
    public static (string, string)[] Explained(this IHtmlDocument controls, string text) =>
        [.. controls.QuerySelectorAll("form[action$=controles] textarea").Select(t => t.GetAttribute("name")!)
            .SelectMany(name => new[] { (name.Replace("justification.", "motif.", StringComparison.Ordinal), "CALENDRIER"), (name, text) })];

    /// <summary>What the field of that cell holds.</summary>
    public static string Field(this IHtmlDocument page, string code) => ((IHtmlInputElement)page.GetElementById(code)!).Value;

    public static string TextOf(this IHtmlDocument page, string selector) =>
        string.Join(' ', page.QuerySelector(selector)!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
