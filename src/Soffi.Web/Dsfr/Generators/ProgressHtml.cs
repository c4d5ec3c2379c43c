using System.Globalization;
using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Label">What advances, e.g. "Cadres remplis".</param>
/// <param name="Done">How many are done, 0 to <paramref name="Total"/>.</param>
/// <param name="Left">What is left, in words; null to say nothing.</param>
public sealed record ProgressOptions(string Label, int Done, int Total, string? Left = null);

/// <summary>Progress line: a native <c>progress</c> with its figures in words (the DSFR has no such component).</summary>
public static class ProgressHtml
{
    public static IHtmlContent Render(ProgressOptions options)
    {
        var percent = options.Total == 0 ? 0 : options.Done * 100 / options.Total;
        var text = $"{options.Label}\u00A0: {options.Done} sur {options.Total} ({percent}\u00A0%)";
        var line = Element("div", "soffi-progress")
            .Add(Element("p", "soffi-progress__label fr-mb-1v").Text(text))
            .Add(Element("progress", "soffi-progress__bar")
                .With("max", options.Total.ToString(CultureInfo.InvariantCulture))
                .With("value", options.Done.ToString(CultureInfo.InvariantCulture))
                .With("aria-label", options.Label)
                .Text($"{percent}\u00A0%"));
        return options.Left is null ? line : line.Add(Element("p", "fr-text--sm fr-mb-0").Text(options.Left));
    }
}
