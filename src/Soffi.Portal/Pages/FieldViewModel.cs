namespace Soffi.Portal.Pages;

/// <summary>One field of a form: its label, what was typed and what is wrong with it.</summary>
/// <param name="Name">Name sent by the browser; also the identifier of the element.</param>
/// <param name="Label">What to type.</param>
public sealed record FieldViewModel(string Name, string Label)
{
    public string Type { get; init; } = "text";

    public string? Hint { get; init; }

    /// <summary>Never the password.</summary>
    public string? Value { get; init; }

    /// <summary>What browsers fill in by themselves (WCAG 1.3.5).</summary>
    public string? Autocomplete { get; init; }

    /// <summary>Sentences that say what to do; empty when the field is right.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    public int? MaxLength { get; init; }

    /// <summary>True for digits, so that a telephone shows its digits.</summary>
    public bool Numeric { get; init; }

    /// <summary>Answers to choose from; empty for a field to type in.</summary>
    public IReadOnlyList<PortalProfile> Choices { get; init; } = [];

    /// <summary>False when it may stay empty for some people.</summary>
    public bool Required { get; init; } = true;

    public bool HasFault => Faults.Count > 0;
}

/// <summary>A page made of one form.</summary>
public abstract record FormViewModel
{
    /// <summary>Sentences about the form as a whole.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>The fields, in the order of the page.</summary>
    public abstract IReadOnlyList<FieldViewModel> Fields { get; }

    public bool HasFault => Faults.Count > 0 || Fields.Any(one => one.HasFault);

    /// <summary>The title of the page, which says first that something is wrong.</summary>
    public string TitleOf(string title) => HasFault ? $"Erreur : {title}" : title;
}
