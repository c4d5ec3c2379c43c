using Microsoft.AspNetCore.Html;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Tests.Dsfr;

public sealed class FieldGeneratorsTests
{
    private static readonly Choice[] Choices = [new("2024", "Exercice 2024"), new("2025", "Exercice 2025", "En cours")];

    [Fact]
    public void Input_without_error_is_label_hint_and_empty_messages()
    {
        Assert.Equal(
            """<div class="fr-input-group"><label class="fr-label" for="Adresse-Mail">Adresse électronique <span class="fr-hint-text">Format attendu : nom@example.com</span></label><input aria-describedby="Adresse-Mail-messages" autocomplete="email" class="fr-input" id="Adresse-Mail" name="Adresse.Mail" type="email" value="a&quot;b" /><div aria-live="polite" class="fr-messages-group" id="Adresse-Mail-messages"></div></div>""",
            Html.Of(InputHtml.Render(new("Adresse.Mail", "Adresse électronique")
            {
                Hint = "Format attendu : nom@example.com",
                Type = "email",
                Autocomplete = "email",
                Value = "a\"b",
            })));
    }

    public static TheoryData<string> Kinds { get; } = ["input", "textarea", "select", "checkbox"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Field_with_error_is_marked_tied_to_its_message_and_encoded(string kind)
    {
        var html = Html.Parse(Field(kind, error: "Saisissez un nombre, par exemple 1 234,50 <b>"));
        var control = html.QuerySelector("[name='Montant']")!;
        var message = html.QuerySelector(".fr-message--error")!;

        Assert.Equal("true", control.GetAttribute("aria-invalid"));
        Assert.Equal(message.ParentElement!.Id, control.GetAttribute("aria-describedby"));
        Assert.Equal("Saisissez un nombre, par exemple 1 234,50 <b>", message.TextContent);
        Assert.EndsWith("--error", html.FirstElementChild!.ClassName, StringComparison.Ordinal);
        Assert.Equal(control.Id, html.QuerySelector("label")!.GetAttribute("for"));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Field_without_error_is_not_marked(string kind)
    {
        var html = Html.Parse(Field(kind, error: null));

        Assert.False(html.QuerySelector("[name='Montant']")!.HasAttribute("aria-invalid"));
        Assert.Null(html.QuerySelector(".fr-message"));
        Assert.DoesNotContain("--error", html.InnerHtml, StringComparison.Ordinal);
    }

    [Fact]
    public void Textarea_keeps_the_line_break_the_person_typed_first()
    {
        var html = Html.Parse(TextareaHtml.Render(new("Texte", "Explication") { Value = "\nsuite" }));

        Assert.Equal("\nsuite", html.QuerySelector("textarea")!.TextContent);
    }

    [Fact]
    public void Select_marks_the_value_and_offers_a_prompt()
    {
        var html = Html.Parse(SelectHtml.Render(new("Exercice", "Exercice", Choices) { Value = "2025" }));

        Assert.Equal(["", "2024", "2025"], html.QuerySelectorAll("option").Select(o => o.GetAttribute("value")));
        Assert.Equal("2025", html.QuerySelector("option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public void Checkbox_is_unticked_unless_told()
    {
        Assert.Null(Html.Parse(CheckboxHtml.Render(new("Accepte", "J’accepte"))).QuerySelector("[checked]"));
        Assert.NotNull(Html.Parse(CheckboxHtml.Render(new("Accepte", "J’accepte") { Checked = true })).QuerySelector("[checked]"));
    }

    [Fact]
    public void Radios_stand_in_a_fieldset_named_by_its_legend()
    {
        var html = Html.Parse(RadioGroupHtml.Render(new("Exercice", "Quel exercice ?", Choices) { Value = "2024", Error = "Choisissez un exercice." }));
        var fieldset = html.QuerySelector("fieldset")!;

        Assert.Equal("Exercice-legend Exercice-messages", fieldset.GetAttribute("aria-labelledby"));
        Assert.Equal("Quel exercice ?", html.QuerySelector("#Exercice-legend")!.TextContent);
        Assert.Equal(["Exercice-1", "Exercice-2"], html.QuerySelectorAll("input").Select(i => i.Id));
        Assert.Equal("2024", html.QuerySelector("input[checked]")!.GetAttribute("value"));
        Assert.Contains("fr-fieldset--error", fieldset.ClassName, StringComparison.Ordinal);
    }

    [Fact]
    public void Optional_field_says_so_in_its_label()
    {
        var html = Html.Parse(InputHtml.Render(new("Note", "Note") { Optional = true }));

        Assert.Equal("Note (optionnel)", html.QuerySelector("label")!.TextContent);
    }

    [Fact]
    public void Error_summary_links_to_the_fields_and_can_take_the_focus()
    {
        var html = Html.Parse(ErrorSummaryHtml.Render(new([new("Saisissez un nombre.", "B1-010"), new("La page a changé.")])));
        var summary = html.FirstElementChild!;

        Assert.Equal("-1", summary.GetAttribute("tabindex"));
        Assert.Equal("#B1-010", html.QuerySelector("a")!.GetAttribute("href"));
        Assert.Equal(2, html.QuerySelectorAll("li").Length);
        Assert.Equal("Erreur\u00A0: 2 réponses sont à corriger", html.QuerySelector("h2")!.TextContent);
    }

    [Fact]
    public void Error_summary_without_error_writes_nothing() =>
        Assert.Equal("", Html.Of(ErrorSummaryHtml.Render(new([]))));

    private static IHtmlContent Field(string kind, string? error) => kind switch
    {
        "input" => InputHtml.Render(new("Montant", "Montant") { Error = error }),
        "textarea" => TextareaHtml.Render(new("Montant", "Montant") { Error = error }),
        "select" => SelectHtml.Render(new("Montant", "Montant", Choices) { Error = error }),
        _ => CheckboxHtml.Render(new("Montant", "Montant") { Error = error }),
    };
}
