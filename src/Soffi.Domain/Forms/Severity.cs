namespace Soffi.Domain.Forms;

/// <summary>How much a finding weighs (reference-metier §5).</summary>
public enum Severity
{
    /// <summary>« bloquant »: no submission.</summary>
    Blocking = 1,

    /// <summary>« à justifier »: submission with a written explanation.</summary>
    ToExplain = 2,

    /// <summary>« information ».</summary>
    Information = 3,
}
