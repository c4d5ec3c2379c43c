using System.Net.Http.Json;
using System.Text.Json;

namespace Soffi.Web.Tests.Declarations;

/// <summary>Sends cells as the script of a page of entry does, and reads its answer.</summary>
internal static class CellsSent
{
    public static async Task<JsonElement> Sent(HttpClient browser, GivenStatement given, int revision, params (string Code, string Text)[] cells)
    {
        using var request = await Request(browser, given, Body(revision, cells));
        using var response = await browser.SendAsync(request);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static async Task<HttpResponseMessage> Post(HttpClient browser, GivenStatement given, object body)
    {
        using var request = await Request(browser, given, JsonContent.Create(body));
        return await browser.SendAsync(request);
    }

    public static JsonContent Body(int revision, params (string Code, string Text)[] cells) =>
        JsonContent.Create(new { revision, cellules = cells.Select(c => new { code = c.Code, valeur = c.Text }) });

    public static async Task<HttpRequestMessage> Request(
        HttpClient browser, GivenStatement given, HttpContent body, string cadre = "B2", string? tokenFrom = null)
    {
        var page = await browser.PageAsync(tokenFrom ?? given.Cadre(cadre));
        var request = new HttpRequestMessage(HttpMethod.Post, $"{given.Cadre(cadre)}/cellules") { Content = body };
        request.Headers.Add("RequestVerificationToken", page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value"));
        request.Headers.Add("Accept", "application/json");
        return request;
    }

    public static async Task<JsonElement> Json(HttpClient browser, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Accept", "application/json");
        using var response = await browser.SendAsync(request);
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    public static (string State, string? Text) Standing(JsonElement answer, string code)
    {
        var cell = answer.GetProperty("cellules").GetProperty(code);
        return (cell.GetProperty("etat").GetString()!, cell.GetProperty("texte").GetString());
    }
}
