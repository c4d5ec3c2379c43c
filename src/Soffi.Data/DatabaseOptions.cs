using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Soffi.Data;

/// <summary>The section <c>Database</c> of the configuration.</summary>
public sealed record DatabaseOptions
{
    public const string Section = "Database";

    /// <summary>Connection of a workstation; a relative path starts from the content root.</summary>
    public const string DefaultConnection = "Data Source=data/soffi.db";

    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>Statements sent at once to SQL Server; null leaves the provider's choice. Lower it for servers that limit parameters.</summary>
    public int? MaxBatchSize { get; init; }

    /// <summary>Repeats of a transaction after a transient fault of SQL Server; zero for none.</summary>
    public int Retries { get; init; }

    /// <exception cref="InvalidOperationException">A value that cannot be read; the sentence is for the person who deploys.</exception>
    public static DatabaseOptions Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var provider = section[nameof(Provider)];
        return new DatabaseOptions
        {
            Provider = string.IsNullOrEmpty(provider) ? DatabaseProvider.Sqlite
                : Enum.TryParse<DatabaseProvider>(provider, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known
                : throw new InvalidOperationException(
                    $"Database:Provider vaut « {provider} » : écrivez Sqlite ou SqlServer."),
            MaxBatchSize = WholeNumber(section, nameof(MaxBatchSize)),
            Retries = WholeNumber(section, nameof(Retries)) ?? 0,
        };
    }

    private static int? WholeNumber(IConfigurationSection section, string key) => section[key] switch
    {
        null or "" => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        var text => throw new InvalidOperationException($"Database:{key} vaut « {text} » : écrivez un nombre entier."),
    };
}

public enum DatabaseProvider
{
    Sqlite,
    SqlServer,
}
