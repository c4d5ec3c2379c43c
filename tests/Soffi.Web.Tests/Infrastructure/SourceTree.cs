namespace Soffi.Web.Tests.Infrastructure;

/// <summary>Where the sources of the product lie, from wherever the tests run.</summary>
public static class SourceTree
{
    /// <summary>Folder of <c>Soffi.sln</c>.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Soffi.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("Soffi.sln is not above the tests.");
    }
}
