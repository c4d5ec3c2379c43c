using Soffi.Domain.Forms;
using Soffi.Web.Dsfr.Generators;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>A field of a thing.</summary>
/// <param name="Value">What it shows.</param>
/// <param name="Stored">What is stored, when somebody else's differs from what was typed; else null.</param>
public sealed record FieldView(ElementField Field, string Value, string? Stored)
{
    /// <summary>The choices, with the value of the file when it is none of them.</summary>
    public IReadOnlyList<Choice> Choices =>
        Field.Choices is { } known && Value.Length > 0 && known.All(c => c.Value != Value) ? [.. known, new Choice(Value, $"{Value} (inconnu)")] : Field.Choices ?? [];
}

/// <summary>A thing in the list that holds it.</summary>
/// <param name="Href">Its page.</param>
public sealed record ItemView(Element Element, string Title, string Href, string Detail, IReadOnlyList<FormFault> Faults)
{
    /// <summary>Value of the buttons of its line.</summary>
    public string Target => $"{Element.Rank}|{Element.Path}";
}

public sealed record ListView(ElementList List, IReadOnlyList<ItemView> Items, string AddHref, string? AddAxisHref)
{
    public string Id => IdOf(List);

    /// <summary>Where the list stands on the page.</summary>
    public static string IdOf(ElementList list) => "liste-" + list.Kind.ToString().ToLowerInvariant();
}

/// <summary>The page of a thing of a draft, or of a new one.</summary>
/// <param name="Element">The thing; for a new one, an empty thing of its kind.</param>
/// <param name="Faults">Of what the thing itself says.</param>
public sealed record ElementViewModel(
    DraftFacts Draft, Element Element, ElementForm Form, IReadOnlyList<FieldView> Fields, IReadOnlyList<ListView> Lists, IReadOnlyList<FormFault> Faults)
{
    /// <summary>The list a new one joins; null for a thing that exists.</summary>
    public ElementList? List { get; init; }

    /// <summary>Places a new one may take; empty where it has no order.</summary>
    public IReadOnlyList<Choice> After { get; init; } = [];

    public string? KeyName { get; init; }

    public ItemView? Former { get; init; }

    public ItemView? Next { get; init; }

    /// <summary>Why nothing was saved; null otherwise.</summary>
    public string? Refusal { get; init; }

    public string? Done { get; init; }

    public Removed? Removed { get; init; }

    /// <summary>The page of the cadre as an operator would see it; null when it cannot be read yet.</summary>
    public string? PreviewHref { get; init; }

    /// <summary>The page that tries this control on past statements; null for anything else, or when it cannot be read yet.</summary>
    public string? RehearsalHref { get; init; }

    public bool IsNew => List is not null;

    /// <summary>A code that other places name.</summary>
    public bool HasCitedCode => !IsNew && Element.Kind is ElementKind.Table or ElementKind.Row or ElementKind.Column or ElementKind.Parameter;

    /// <summary>A code that last year's figures may stand under.</summary>
    public bool HasPast { get; init; }

    public string Title => IsNew ? ElementWords.Add(Element.Kind) : Element.Title;

    public string Action => IsNew ? $"{Links.Draft(Draft.Id)}/nouveau" : $"{Links.Draft(Draft.Id)}/element";
}
