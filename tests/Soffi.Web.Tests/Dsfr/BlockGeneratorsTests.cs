using Microsoft.AspNetCore.Html;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Tests.Dsfr;

public sealed class BlockGeneratorsTests
{
    private static readonly IHtmlContent Body = new HtmlString("<p>Corps</p>");

    [Theory]
    [InlineData(Tone.Info, "fr-alert--info", "Information")]
    [InlineData(Tone.Success, "fr-alert--success", "Succès")]
    [InlineData(Tone.Warning, "fr-alert--warning", "Attention")]
    [InlineData(Tone.Error, "fr-alert--error", "Erreur")]
    public void Alert_says_its_tone_in_words_too(Tone tone, string cssClass, string word)
    {
        var alert = Html.Parse(AlertHtml.Render(new(tone, "C’est <fait>", Body))).FirstElementChild!;

        Assert.True(alert.ClassList.Contains(cssClass));
        Assert.Equal($"{word}\u00A0: C’est <fait>", alert.QuerySelector("h2.fr-alert__title")!.TextContent);
        Assert.Equal("Corps", alert.QuerySelector("p:last-child")!.TextContent);
        Assert.False(alert.HasAttribute("role"));
    }

    [Fact]
    public void Alert_injected_live_has_a_role() =>
        Assert.Equal("alert", Html.Parse(AlertHtml.Render(new(Tone.Error, Body: Body, Live: true))).FirstElementChild!.GetAttribute("role"));

    [Fact]
    public void Notice_is_a_banner_with_title_and_description() =>
        Assert.Equal(
            """<div class="fr-notice fr-notice--info"><div class="fr-container"><div class="fr-notice__body"><p><span class="fr-notice__title">Titre</span> <span class="fr-notice__desc">Suite</span></p></div></div></div>""",
            Html.Of(NoticeHtml.Render(new("Titre", "Suite"))));

    [Fact]
    public void Badge_takes_tone_and_size()
    {
        Assert.Equal("""<p class="fr-badge fr-badge--success fr-badge--sm">Transmise</p>""", Html.Of(BadgeHtml.Render(new("Transmise", Tone.Success, Small: true))));
        Assert.Equal("""<p class="fr-badge">Brouillon</p>""", Html.Of(BadgeHtml.Render(new("Brouillon"))));
    }

    [Fact]
    public void Button_is_a_button_or_a_link()
    {
        Assert.Equal("""<button class="fr-btn" type="submit">Enregistrer</button>""", Html.Of(ButtonHtml.Render(new("Enregistrer"))));
        Assert.Equal(
            """<a class="fr-btn fr-btn--secondary" href="/a?b=1&amp;c=2">Revenir</a>""",
            Html.Of(ButtonHtml.Render(new("Revenir", ButtonRank.Secondary, "/a?b=1&c=2"))));
    }

    [Fact]
    public void Table_scrolls_in_a_region_named_by_its_caption()
    {
        var html = Html.Parse(TableHtml.Render(new("j2", "Charges, en euros", new HtmlString("<tbody><tr><td>1</td></tr></tbody>"), Grid: true)));
        var region = html.QuerySelector("[role='region']")!;

        Assert.Equal("0", region.GetAttribute("tabindex"));
        Assert.Equal("caption", html.QuerySelector("#" + region.GetAttribute("aria-labelledby"))!.LocalName);
        Assert.Equal("Charges, en euros", html.QuerySelector("table > caption")!.TextContent);
        Assert.True(html.FirstElementChild!.ClassList.Contains("soffi-grid"));
        Assert.NotNull(html.QuerySelector(".fr-table > .fr-table__wrapper > .fr-table__container > .fr-table__content > table#j2"));
    }

    [Fact]
    public void Breadcrumb_marks_the_page_one_is_on()
    {
        var html = Html.Parse(BreadcrumbHtml.Render(new([new("Accueil", "/"), new("Aide")])));

        Assert.Equal("/", html.QuerySelector("a[href]")!.GetAttribute("href"));
        Assert.Equal("Aide", html.QuerySelector("a[aria-current='page']:not([href])")!.TextContent);
    }

    [Fact]
    public void Tile_and_card_link_by_their_title()
    {
        Assert.Equal("/aide", Html.Parse(TileHtml.Render(new("Aide", "/aide", "Le guide"))).QuerySelector("h3.fr-tile__title > a")!.GetAttribute("href"));
        var card = Html.Parse(CardHtml.Render(new("ESF 2025", "/d/1", Detail: "62 jours", Badges: [new("En cours")], Body: Body)));
        Assert.Equal("/d/1", card.QuerySelector("h3.fr-card__title > a")!.GetAttribute("href"));
        Assert.Equal("En cours", card.QuerySelector(".fr-badges-group > li > .fr-badge")!.TextContent);
        Assert.Equal("Corps", card.QuerySelector(".fr-card__footer")!.TextContent);
    }

    [Theory]
    [InlineData(1, 1, new string[0])]
    [InlineData(1, 3, new[] { "1", "2", "3" })]
    [InlineData(6, 12, new[] { "1", "…", "4", "5", "6", "7", "8", "…", "12" })]
    public void Pagination_shows_the_ends_and_the_neighbours(int current, int total, string[] shown)
    {
        var html = Html.Parse(PaginationHtml.Render(new(current, total, page => "?page=" + page)));
        var numbers = html.QuerySelectorAll("[title^='Page'], span").Select(e => e.TextContent);

        Assert.Equal(shown, numbers);
        Assert.Equal(total > 1 ? current.ToString(System.Globalization.CultureInfo.InvariantCulture) : null, html.QuerySelector("[aria-current='page']")?.TextContent);
    }

    [Theory]
    [InlineData(999L, "XLSX – 999\u00A0octets")]
    [InlineData(18_432L, "XLSX – 18,4\u00A0ko")]
    [InlineData(2_000_000L, "XLSX – 2\u00A0Mo")]
    [InlineData(null, "XLSX")]
    public void Download_says_format_and_weight(long? bytes, string detail) =>
        Assert.Equal(detail, Html.Parse(DownloadLinkHtml.Render(new("Télécharger", "/x", "XLSX", bytes))).QuerySelector(".fr-link__detail")!.TextContent);

    [Theory]
    [InlineData(4, 9, "Cadres remplis\u00A0: 4 sur 9 (44\u00A0%)")]
    [InlineData(0, 0, "Cadres remplis\u00A0: 0 sur 0 (0\u00A0%)")]
    public void Progress_says_its_figures(int done, int total, string text) =>
        Assert.Equal(text, Html.Parse(ProgressHtml.Render(new("Cadres remplis", done, total))).QuerySelector("p")!.TextContent);

    [Fact]
    public void Stepper_announces_the_next_step_but_not_after_the_last()
    {
        string[] steps = ["Vérifier", "Signer"];
        Assert.Contains("Étape suivante", Html.Of(StepperHtml.Render(new(1, steps))), StringComparison.Ordinal);
        Assert.DoesNotContain("Étape suivante", Html.Of(StepperHtml.Render(new(2, steps))), StringComparison.Ordinal);
    }

    [Fact]
    public void Accordion_button_controls_its_content()
    {
        var html = Html.Parse(AccordionHtml.Render(new("details", "Détails", Body)));

        Assert.Equal("details", html.QuerySelector("button")!.GetAttribute("aria-controls"));
        Assert.Equal("Corps", html.QuerySelector("#details")!.TextContent);
    }
}
