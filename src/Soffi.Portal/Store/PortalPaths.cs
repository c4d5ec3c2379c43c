using Microsoft.Data.Sqlite;

namespace Soffi.Portal.Store;

/// <summary>Resolves the files of the portal from the content root and makes their folders.</summary>
internal static class PortalPaths
{
    /// <summary>The connection string with an absolute data source, whose folder exists.</summary>
    public static string Database(string connectionString, string contentRoot)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString);
        if (builder.DataSource is "" or ":memory:" || builder.Mode == SqliteOpenMode.Memory)
        {
            return connectionString;
        }

        builder.DataSource = Path.GetFullPath(builder.DataSource, contentRoot);
        Directory.CreateDirectory(Path.GetDirectoryName(builder.DataSource)!);
        return builder.ToString();
    }

    /// <summary>The absolute folder of the keys, created for the owner alone where the system allows it.</summary>
    public static string Keys(string path, string contentRoot)
    {
        var folder = Path.GetFullPath(path, contentRoot);
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return folder;
    }
}
