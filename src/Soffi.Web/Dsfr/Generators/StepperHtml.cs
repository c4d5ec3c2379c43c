using System.Globalization;
using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

/// <param name="Current">Step shown, from 1.</param>
/// <param name="Steps">Titles of the steps, 8 at most (DSFR).</param>
public sealed record StepperOptions(int Current, IReadOnlyList<string> Steps);

/// <summary>DSFR stepper: not clickable, no "next step" on the last one.</summary>
public static class StepperHtml
{
    public static IHtmlContent Render(StepperOptions options)
    {
        var total = options.Steps.Count;
        var stepper = Element("div", "fr-stepper")
            .Add(Element("h2", "fr-stepper__title")
                .Text(options.Steps[options.Current - 1] + " ")
                .Add(Element("span", "fr-stepper__state").Text($"Étape {options.Current} sur {total}")))
            .Add(Element("div", "fr-stepper__steps")
                .With("data-fr-current-step", options.Current.ToString(CultureInfo.InvariantCulture))
                .With("data-fr-steps", total.ToString(CultureInfo.InvariantCulture)));
        return options.Current == total
            ? stepper
            : stepper.Add(Element("p", "fr-stepper__details")
                .Add(Element("span", "fr-text--bold").Text("Étape suivante\u00A0:"))
                .Text(" " + options.Steps[options.Current]));
    }
}
