using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Internal;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Soffi.Data.Engines;

namespace Soffi.Data;

/// <summary>Registers the database of Soffi on the engine the configuration names.</summary>
public static class SoffiData
{
    /// <summary>
    /// Keys: <c>Database:Provider</c> (<c>Sqlite</c> by default, <c>SqlServer</c>), <c>ConnectionStrings:Soffi</c>,
    /// <c>Database:MaxBatchSize</c>, <c>Database:Retries</c>. The path of a SQLite file starts from
    /// <paramref name="contentRoot"/>.
    /// </summary>
    [SuppressMessage("Usage", "EF1001:Internal EF Core API usage.", Justification = "See LastUsedFirstPool.")]
    public static IServiceCollection AddSoffiData(this IServiceCollection services, IConfiguration configuration, string contentRoot)
    {
        var options = DatabaseOptions.Read(configuration);
        var connection = configuration.GetConnectionString("Soffi") ?? DatabaseOptions.DefaultConnection;
        if (options.Provider == DatabaseProvider.SqlServer)
        {
            services.AddDbContextPool<SoffiDbContext, SqlServerSoffiDbContext>(b => EngineOptions.ConfigureSqlServer(b, connection, options));
        }
        else
        {
            connection = InDirectory(connection, contentRoot);
            services.AddSingleton<IDbContextPool<SqliteSoffiDbContext>, LastUsedFirstPool<SqliteSoffiDbContext>>();
            services.AddDbContextPool<SoffiDbContext, SqliteSoffiDbContext>(b => EngineOptions.ConfigureSqlite(b, connection));
        }

        services.AddSingleton<FormCatalog>();
        services.AddSingleton<StandingStatements>();
        services.AddSingleton<DraftReadings>();
        services.AddScoped<AuditTrail>();
        services.AddScoped<DeclarationRepository>();
        services.AddScoped<PublishedSeriesRegister>();
        services.AddScoped<StatementOpenings>();
        services.AddScoped<DocumentContents>();
        services.AddScoped<StatementContexts>();
        services.AddScoped<FormsBefore>();
        services.AddScoped<FormPublications>();
        services.AddScoped<FormDrafts>();
        services.AddScoped<AuditSealer>();
        services.AddScoped<NavigationTrail>();
        return services;
    }

    /// <summary>The connection with an absolute path, whose directory exists.</summary>
    private static string InDirectory(string connection, string contentRoot)
    {
        var source = new SqliteConnectionStringBuilder(connection);
        if (source.Mode == SqliteOpenMode.Memory || source.DataSource is "" or ":memory:")
        {
            return connection;
        }

        source.DataSource = Path.GetFullPath(source.DataSource, contentRoot);
        Directory.CreateDirectory(Path.GetDirectoryName(source.DataSource)!);
        return source.ToString();
    }
}
