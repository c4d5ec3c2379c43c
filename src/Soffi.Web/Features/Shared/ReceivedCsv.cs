using System.Security.Cryptography;
using Soffi.Domain.Declarations;
using Soffi.Domain.Statistics;
using Soffi.Web.Infrastructure.Uploads;

namespace Soffi.Web.Features.Shared;

/// <summary>A file received.</summary>
/// <param name="Sha256">Of its bytes, 64 lower-case hexadecimal digits.</param>
public sealed record ReceivedList(string Name, string Sha256);

/// <summary>
/// Reads the CSV of a post. Its bytes are read as text and thrown away: nothing of the file itself is stored nor shown again, so that
/// the antivirus is not asked.
/// </summary>
internal static class ReceivedCsv
{
    /// <summary>Faults shown at most: more of them would not be read.</summary>
    public const int MostShown = 50;

    /// <summary>Name of the field.</summary>
    public const string Field = "fichier";

    /// <param name="maxBytes">Greatest size.</param>
    /// <returns>The file, or why it is refused and with which status.</returns>
    public static async Task<(ReceivedList? List, byte[] Bytes, (CsvFault Fault, int Status)? Refusal)> Of(
        HttpContext http, int maxBytes, CancellationToken cancellation)
    {
        var post = ReceivedPost.Of(http);
        var file = post.Form.Files.GetFile(Field);
        if (post.TooLarge || file?.Length > maxBytes)
        {
            return Refused($"Ce fichier dépasse {DocumentWords.Size(maxBytes)}\u00a0: envoyez-le en plusieurs fois.", StatusCodes.Status413PayloadTooLarge);
        }

        if (post.TokenExpired)
        {
            return Refused("Votre page avait expiré et rien n’a été enregistré. Choisissez de nouveau le fichier.");
        }

        var (name, format, refusal) = DocumentName.Read(file?.FileName);
        if (refusal is not null || file is null)
        {
            return Refused(refusal ?? "Choisissez un fichier.");
        }

        if (format != FileFormat.Csv)
        {
            return Refused("Ce fichier n’est pas un CSV\u00a0: enregistrez votre tableau au format « CSV (séparateur point-virgule) ».");
        }

        using var bytes = new MemoryStream((int)file.Length);
        await file.CopyToAsync(bytes, cancellation);
        var read = bytes.ToArray();
        return (new ReceivedList(name, Convert.ToHexStringLower(SHA256.HashData(read))), read, null);
    }

    private static (ReceivedList?, byte[], (CsvFault, int)?) Refused(string sentence, int status = StatusCodes.Status400BadRequest) =>
        (null, [], (new CsvFault(0, sentence), status));
}
