using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data.Engines;

namespace Soffi.Data;

/// <summary>Registers the database of Soffi on the engine the configuration names.</summary>
public static class SoffiData
{
    /// <summary>
    /// Keys: <c>Database:Provider</c> (<c>Sqlite</c> by default, <c>SqlServer</c>), <c>ConnectionStrings:Soffi</c>,
    /// <c>Database:MaxBatchSize</c>, <c>Database:Retries</c>.
    /// </summary>
    public static IServiceCollection AddSoffiData(this IServiceCollection services, IConfiguration configuration)
    {
        var options = DatabaseOptions.Read(configuration);
        var connection = configuration.GetConnectionString("Soffi") ?? DatabaseOptions.DefaultConnection;
        if (options.Provider == DatabaseProvider.SqlServer)
        {
            services.AddDbContext<SoffiDbContext, SqlServerSoffiDbContext>(b => EngineOptions.ConfigureSqlServer(b, connection, options));
        }
        else
        {
            CreateDirectoryOf(connection);
            services.AddDbContext<SoffiDbContext, SqliteSoffiDbContext>(b => EngineOptions.ConfigureSqlite(b, connection));
        }

        services.AddScoped<AuditTrail>();
        services.AddScoped<DeclarationRepository>();
        services.AddScoped<AuditSealer>();
        return services;
    }

    private static void CreateDirectoryOf(string connection)
    {
        var source = new SqliteConnectionStringBuilder(connection);
        if (source.Mode != SqliteOpenMode.Memory && source.DataSource is not ("" or ":memory:")
            && Path.GetDirectoryName(Path.GetFullPath(source.DataSource)) is { Length: > 0 } directory)
        {
            Directory.CreateDirectory(directory);
        }
    }
}
