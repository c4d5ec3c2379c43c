using Soffi.Data;

namespace Soffi.Web.Infrastructure.Database;

/// <summary>The database, the sealing of its journal and what the probes ask it.</summary>
public static class DatabaseSetup
{
    public static WebApplicationBuilder AddSoffiDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddSoffiData(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Services.AddSingleton<Readiness>();
        builder.Services.AddHostedService<JournalSealing>();
        return builder;
    }
}
