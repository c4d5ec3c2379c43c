using FluentValidation;
using Microsoft.AspNetCore.Mvc;

namespace Soffi.Web.Features.Declarations;

/// <summary>What the signatory sends.</summary>
public sealed record SignatureRequest
{
    /// <summary>Under these names the validator reports.</summary>
    public static IReadOnlyList<string> Validated { get; } = [nameof(Function), nameof(Certified)];

    /// <summary>Function under which they sign.</summary>
    [FromForm(Name = "fonction")]
    public string? Function { get; init; }

    /// <summary>The box, unticked by default: certifying is a positive act.</summary>
    [FromForm(Name = "certifie")]
    public bool Certified { get; init; }

    /// <summary>The second box of a correction: what was asked was done.</summary>
    [FromForm(Name = "corrige")]
    public bool Corrected { get; init; }

    /// <summary>What to answer when that box stays unticked.</summary>
    public const string NotCorrected = "Pour déposer, cochez la case par laquelle vous certifiez avoir effectué les corrections demandées.";

    /// <summary>SHA-256 of the version that was shown: what is signed is what was read.</summary>
    [FromForm(Name = "empreinte")]
    public string? Fingerprint { get; init; }
}

/// <summary>Who signs says as what, and ticks.</summary>
public sealed class SignatureRequestValidator : AbstractValidator<SignatureRequest>
{
    private const int MaxFunction = 200;

    public SignatureRequestValidator()
    {
        RuleFor(r => r.Function)
            .Must(f => !string.IsNullOrWhiteSpace(f)).WithMessage("Indiquez votre fonction, par exemple «\u00a0Directrice générale\u00a0».")
            .MaximumLength(MaxFunction).WithMessage($"La fonction compte au plus {MaxFunction} caractères\u00a0: raccourcissez-la.");
        RuleFor(r => r.Certified)
            .Equal(true).WithMessage("Pour déposer, cochez la case par laquelle vous certifiez la déclaration.");
    }
}
