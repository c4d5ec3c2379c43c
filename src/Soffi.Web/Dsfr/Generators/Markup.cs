using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Soffi.Web.Dsfr.Generators;

/// <summary>The few words the generators are written with. Every text and attribute value is encoded by the writer.</summary>
internal static class Markup
{
    public static TagBuilder Element(string name, string? cssClass = null) =>
        new TagBuilder(name).With("class", cssClass);

    /// <summary>Sets an attribute; a null value means no attribute, an empty one is kept (alt="", value="").</summary>
    public static TagBuilder With(this TagBuilder element, string attribute, string? value)
    {
        if (value is not null)
        {
            element.Attributes[attribute] = value;
        }

        return element;
    }

    /// <summary>Sets a boolean attribute such as <c>disabled</c>.</summary>
    public static TagBuilder With(this TagBuilder element, string attribute, bool present) =>
        element.With(attribute, present ? attribute : null);

    public static TagBuilder Add(this TagBuilder element, params IHtmlContent?[] children)
    {
        foreach (var child in children)
        {
            if (child is not null)
            {
                element.InnerHtml.AppendHtml(child);
            }
        }

        return element;
    }

    public static TagBuilder Text(this TagBuilder element, string? text)
    {
        element.InnerHtml.Append(text ?? "");
        return element;
    }

    /// <summary>An element without closing tag (<c>input</c>, <c>br</c>).</summary>
    public static TagBuilder Void(this TagBuilder element)
    {
        element.TagRenderMode = TagRenderMode.SelfClosing;
        return element;
    }

    public static IHtmlContent Together(params IHtmlContent?[] parts)
    {
        var all = new HtmlContentBuilder();
        foreach (var part in parts)
        {
            if (part is not null)
            {
                all.AppendHtml(part);
            }
        }

        return all;
    }

    /// <summary>Joins the class names that apply.</summary>
    public static string Classes(params string?[] names) =>
        string.Join(' ', names.Where(name => !string.IsNullOrEmpty(name)));

    /// <summary>HTML id of a form field: the name with what a CSS selector or a fragment would misread replaced.</summary>
    public static string IdOf(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'));
}
