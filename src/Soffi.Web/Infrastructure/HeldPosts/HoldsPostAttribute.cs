using Microsoft.AspNetCore.Http.Features;

namespace Soffi.Web.Infrastructure.HeldPosts;

/// <summary>
/// Marks a POST whose form is kept when a gate (sign-in, terms of use, closure) turns it away, to be shown again, not yet
/// saved, on the page of the same address. The GET of that address must take it back (<see cref="HeldPosts.Find"/>).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HoldsPostAttribute : Attribute
{
    /// <summary>Values a form may have: the largest grid several times over, the framework's 1,024 being too few.</summary>
    public const int MaxValues = 5_000;

    /// <summary>Greatest length of a name, in characters.</summary>
    public const int MaxKeyLength = 128;

    /// <summary>Greatest length of a value, in characters: what does not fit a cell is shown again, not lost.</summary>
    public const int MaxValueLength = 20_000;

    /// <summary>Greatest size of the body, in bytes.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    /// <summary>The same limits, as the framework wants them.</summary>
    public static FormOptions Limits { get; } = new()
    {
        ValueCountLimit = MaxValues,
        KeyLengthLimit = MaxKeyLength,
        ValueLengthLimit = MaxValueLength,
        BufferBodyLengthLimit = MaxBytes,
    };
}
