using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Soffi.Data.Engines;

/// <summary>
/// The log (WAL) of each SQLite file, forced to the disk for all the commits that stand in it before anybody is told that they
/// are saved. Commits follow each other in the log: one that is forced has all those before it forced too.
/// </summary>
public static class SqliteDurability
{
    private const int InputOutput = 10;
    private const int InputOutputForcing = 1034;

    /// <summary>EINTR: a signal came first, nothing was refused.</summary>
    private const int Interrupted = 4;

    private static readonly ConcurrentDictionary<string, SharedForce> Logs = new();

    /// <summary>That of this file; null for a database in memory.</summary>
    /// <param name="file">Path of the database, as the engine gives it once open.</param>
    public static SharedForce? Of(string file) =>
        file.Length == 0 || file == ":memory:" ? null : Logs.GetOrAdd(file, static f => new SharedForce(() => Force(f + "-wal")));

    /// <summary>
    /// What is needed to read the file again, its length included, and not the time of its last change, which would cost another
    /// write (POSIX, <c>fdatasync</c>; SQLite asks the same of its log where it is built with it).
    /// </summary>
    [DllImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ForceData(SafeFileHandle file);

    /// <summary>
    /// Opened each time: the log is another file after the last connection closed. That one took it away having copied it back
    /// and forced the database: there is nothing left to force. No lock of SQLite lies on this file, so closing it frees none.
    /// </summary>
    /// <exception cref="SqliteException">The disk refused, as SQLite itself says it.</exception>
    private static void Force(string log)
    {
        try
        {
            using var file = File.OpenHandle(log, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            if (!OperatingSystem.IsLinux())
            {
                RandomAccess.FlushToDisk(file);
            }
            else
            {
                while (ForceData(file) != 0)
                {
                    if (Marshal.GetLastPInvokeError() != Interrupted)
                    {
                        throw new IOException(Marshal.GetLastPInvokeErrorMessage());
                    }
                }
            }
        }
        catch (FileNotFoundException)
        {
            // Copied back already.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SqliteException($"The log of the database could not be forced to the disk: {e.Message}", InputOutput, InputOutputForcing);
        }
    }
}
