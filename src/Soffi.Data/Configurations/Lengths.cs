namespace Soffi.Data.Configurations;

/// <summary>Greatest lengths of the text columns, in characters.</summary>
public static class Lengths
{
    /// <summary>RFC 5321.</summary>
    public const int Email = 254;

    public const int Name = 200;

    public const int Issuer = 200;

    public const int Subject = 200;

    /// <summary>Part of a cell code.</summary>
    public const int CodePart = 16;

    /// <summary>Instance of a control, « T11:APP ».</summary>
    public const int Instance = 64;

    public const int Sha256 = 64;

    /// <summary>Text typed in a cell, unreadable text included.</summary>
    public const int CellText = 2000;

    /// <summary>Sentence shown to everybody.</summary>
    public const int Announcement = 300;

    public const int FindingMessage = 4000;
}
