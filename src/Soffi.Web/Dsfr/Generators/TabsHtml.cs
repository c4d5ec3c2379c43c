using Microsoft.AspNetCore.Html;
using static Soffi.Web.Dsfr.Generators.Markup;

namespace Soffi.Web.Dsfr.Generators;

public sealed record Tab(string Id, string Title, IHtmlContent Content);

/// <param name="Label">Name of the set of tabs for assistive technologies.</param>
public sealed record TabsOptions(string Label, IReadOnlyList<Tab> Tabs);

/// <summary>DSFR tabs; the first is open.</summary>
public static class TabsHtml
{
    public static IHtmlContent Render(TabsOptions options)
    {
        var list = Element("ul", "fr-tabs__list").With("role", "tablist").With("aria-label", options.Label);
        var tabs = Element("div", "fr-tabs").Add(list);
        for (var index = 0; index < options.Tabs.Count; index++)
        {
            var tab = options.Tabs[index];
            var open = index == 0;
            var panelId = tab.Id + "-panneau";
            list.Add(Element("li").With("role", "presentation").Add(
                Element("button", "fr-tabs__tab")
                    .With("type", "button")
                    .With("id", tab.Id)
                    .With("role", "tab")
                    .With("aria-selected", open ? "true" : "false")
                    .With("aria-controls", panelId)
                    .With("tabindex", open ? "0" : "-1")
                    .Text(tab.Title)));
            tabs.Add(Element("div", open ? "fr-tabs__panel fr-tabs__panel--selected" : "fr-tabs__panel")
                .With("id", panelId)
                .With("role", "tabpanel")
                .With("aria-labelledby", tab.Id)
                .With("tabindex", "0")
                .Add(tab.Content));
        }

        return tabs;
    }
}
