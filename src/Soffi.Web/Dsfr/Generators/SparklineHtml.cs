using Microsoft.AspNetCore.Html;
using Soffi.Domain.Charts;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Id">Unique in the page.</param>
/// <param name="Label">What the figures are.</param>
/// <param name="Times">« 2021 », « 2022 »…, as many as there are values.</param>
/// <param name="Breaks">Indexes of the first figures of new series.</param>
public sealed record SparklineOptions(
    string Id, string Label, IReadOnlyList<string> Times, IReadOnlyList<ChartValue> Values, ChartUnit Unit, IReadOnlyCollection<int> Breaks);

/// <summary>A small trend with its first and last times; every figure is in its alternative. Nothing where two figures are not known.</summary>
public static class SparklineHtml
{
    public static IHtmlContent Render(SparklineOptions options) =>
        Sparkline.Draw(options.Values, options.Breaks) is not { } scene ? HtmlString.Empty
            : Element("div", "soffi-spark").Add(
                new HtmlString(ChartSvg.Inline(scene, Sparkline.Alternative(options.Label, options.Times, options.Values, options.Unit), options.Id)),
                Element("div", "soffi-spark__times").With("aria-hidden", "true").Add(
                    Element("span").Text(options.Times[0]), Element("span").Text(options.Times[^1])));
}
