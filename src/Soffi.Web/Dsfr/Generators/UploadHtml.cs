using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Accept">Extensions offered by the file picker, « .pdf,.xlsx »; the server checks all the same.</param>
public sealed record UploadOptions(string Name, string Label, string Accept) : FieldOptions(Name, Label);

/// <summary>DSFR upload: one file.</summary>
public static class UploadHtml
{
    public static IHtmlContent Render(UploadOptions options)
    {
        var input = FieldHtml.Control(Element("input", "fr-upload"), options)
            .With("type", "file")
            .With("accept", options.Accept)
            .Void();
        return Element("div", FieldHtml.GroupClass("fr-upload-group", options))
            .Add(FieldHtml.Label(options), input, FieldHtml.Messages(options));
    }
}
