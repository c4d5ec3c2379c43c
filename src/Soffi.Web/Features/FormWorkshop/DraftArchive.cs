using System.Globalization;
using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Mvc;

namespace Soffi.Web.Features.FormWorkshop;

/// <summary>The files of a form as a zip that <c>import-form</c> and the workshop take back.</summary>
public static class DraftArchive
{
    /// <summary>Entries bear no date of the day: the same files make the same archive.</summary>
    private static readonly DateTimeOffset Epoch = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <param name="path">« 2027/OPCO ».</param>
    /// <param name="files">By name, without folder.</param>
    public static FileContentResult Send(string path, int number, IReadOnlyDictionary<string, string> files)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                var entry = archive.CreateEntry($"{path}/{name}");
                entry.LastWriteTime = Epoch;
                using var content = entry.Open();
                content.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return new FileContentResult(bytes.ToArray(), "application/zip")
        {
            FileDownloadName = string.Create(CultureInfo.InvariantCulture, $"soffi-formulaire-{path.Replace('/', '-').ToLowerInvariant()}-v{number}.zip"),
        };
    }
}
