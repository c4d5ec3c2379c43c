using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Soffi.Web.Features.Statistics;

/// <summary>The files of the exports, under their identifier and no name that anybody chose.</summary>
public sealed class ExportFolder(IOptions<ExportOptions> options, IHostEnvironment environment)
{
    private const int BufferSize = 1 << 16;
    private const string Draft = ".partiel";
    private const string Whole = ".fichier";

    private string Root => Path.Combine(environment.ContentRootPath, options.Value.Folder);

    /// <summary>Writes a file under a provisional name, then gives it its own. Whatever happens, no half of a file stays.</summary>
    /// <param name="look">Told the bytes written, from time to time; what it throws stops everything.</param>
    /// <returns>Bytes, and 64 lower-case hexadecimal digits.</returns>
    /// <exception cref="IOException">No room, or no right to write there.</exception>
    public async Task<(long Bytes, string Sha256)> Write(Guid id, Action<Stream> write, Action<long> look, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Root);
        var draft = PathOf(id, Draft);
        try
        {
            await using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.ReadWrite, BufferSize))
            await using (var watched = new WatchedStream(file, written => Look(written, look, cancellation)))
            {
                write(watched);
                await file.FlushAsync(cancellation);
            }

            await using var again = OpenRead(draft);
            var hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(again, cancellation));
            File.Move(draft, PathOf(id, Whole), overwrite: true);
            return (again.Length, hash);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Null when the file is gone.</summary>
    public Stream? Open(Guid id) => File.Exists(PathOf(id, Whole)) ? OpenRead(PathOf(id, Whole)) : null;

    public void Delete(Guid id)
    {
        if (Directory.Exists(Root))
        {
            File.Delete(PathOf(id, Whole));
        }
    }

    /// <summary>Identifiers of the files there, whole or not: some may belong to nobody after a crash.</summary>
    public IReadOnlyList<Guid> Found() => !Directory.Exists(Root) ? [] : [.. Directory.EnumerateFiles(Root)
        .Select(f => Guid.TryParseExact(Path.GetFileNameWithoutExtension(f), "N", out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct()];

    /// <summary>Removes a file that belongs to nobody, and what was left of it half written.</summary>
    public void Sweep(Guid id)
    {
        File.Delete(PathOf(id, Whole));
        File.Delete(PathOf(id, Draft));
    }

    internal string PathOf(Guid id, string suffix) => Path.Combine(Root, id.ToString("N") + suffix);

    private void Look(long written, Action<long> look, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var least = options.Value.RoomLeftMegabytes * 1_000_000L;
        if (least > 0 && new DriveInfo(Path.GetFullPath(Root)).AvailableFreeSpace < least)
        {
            throw new IOException("An export would leave too little room on the disk.");
        }

        look(written);
    }

    private static FileStream OpenRead(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, BufferSize, FileOptions.Asynchronous | FileOptions.SequentialScan);
}
