namespace Soffi.Domain.Forms;

/// <summary>A parsed expression of the formula language. Its text is canonical (absolute references, no wildcard).</summary>
public sealed partial class Formula
{
}
