using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Soffi.Domain.Workbooks;

namespace Soffi.Web.Features.Declarations;

/// <summary>What a workbook was made for, sealed in it.</summary>
/// <param name="Operator">Name of the body.</param>
/// <param name="Campaign">« ESF 2025 ».</param>
/// <param name="FormNumber">Number of the version of the form.</param>
/// <param name="FormSha256">Hash of its definition.</param>
/// <param name="Revision">Of the statement when the workbook was made: what changed since is a colleague's.</param>
/// <param name="LayoutSha256">Hash of the lines of its layout.</param>
public sealed record WorkbookSeal(
    Guid Statement, int OperatorId, string Operator, string Campaign, int FormNumber, string FormSha256, int Revision, DateTimeOffset MadeAt,
    string LayoutSha256);

/// <summary>
/// Writes and reads the hidden sheet that tells a workbook of Soffi: its seal (encrypted and authenticated with the keys of the
/// application, so that nobody makes or alters one by hand) and its layout.
/// </summary>
public sealed class WorkbookToken(IDataProtectionProvider protection)
{
    /// <summary>Name of the sheet; no cadre can have it.</summary>
    public const string Sheet = "_Soffi";

    private const string Mark = "soffi-classeur-1";
    private const int MostTables = 500;

    private readonly IDataProtector _protector = protection.CreateProtector("Soffi.Workbooks.v1");

    /// <summary>The lines of the hidden sheet, one a row.</summary>
    public IReadOnlyList<string> Lines(WorkbookSeal seal, WorkbookLayout layout)
    {
        var lines = layout.Lines;
        return [Mark, Protect(seal with { LayoutSha256 = HashOf(lines) }), .. lines];
    }

    /// <summary>Whether Soffi made that file, some day, as far as it says itself.</summary>
    public static bool IsIn(Spreadsheet file) => file.Find(Sheet)?.TextAt(1, 1).StartsWith("soffi-classeur", StringComparison.Ordinal) == true;

    /// <summary>The seal and the lines of the layout; null when they were altered, or sealed by another installation.</summary>
    public (WorkbookSeal Seal, IReadOnlyList<string> Layout)? Read(Spreadsheet file)
    {
        if (file.Find(Sheet) is not { } sheet || sheet.TextAt(1, 1) != Mark)
        {
            return null;
        }

        var lines = Enumerable.Range(3, MostTables).Select(row => sheet.TextAt(row, 1)).TakeWhile(l => l.Length > 0).ToList();
        return Unprotect(sheet.TextAt(2, 1)) is { } seal && seal.LayoutSha256 == HashOf(lines) ? (seal, lines) : null;
    }

    /// <summary>The lines of the hidden sheet as they stand in that file, to be written again.</summary>
    public static IReadOnlyList<string> LinesOf(Spreadsheet file) =>
        [.. Enumerable.Range(1, MostTables).Select(row => file.Find(Sheet)!.TextAt(row, 1)).TakeWhile(l => l.Length > 0)];

    private string Protect(WorkbookSeal seal) => Convert.ToBase64String(_protector.Protect(JsonSerializer.SerializeToUtf8Bytes(seal)));

    private WorkbookSeal? Unprotect(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<WorkbookSeal>(_protector.Unprotect(Convert.FromBase64String(text)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException or JsonException)
        {
            return null;
        }
    }

    private static string HashOf(IReadOnlyList<string> lines) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
}
