using Soffi.Data;

namespace Soffi.Web.Infrastructure.Database;

/// <summary>The database and what the probes ask it.</summary>
public static class DatabaseSetup
{
    public static WebApplicationBuilder AddSoffiDatabase(this WebApplicationBuilder builder)
    {
        builder.Services.AddSoffiData(builder.Configuration, builder.Environment.ContentRootPath);
        builder.Services.AddSingleton<Readiness>();
        return builder;
    }
}
