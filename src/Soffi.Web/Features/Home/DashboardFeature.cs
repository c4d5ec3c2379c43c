using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Home;

/// <summary>What the home page of signed-in people needs.</summary>
public static class DashboardFeature
{
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services
        .AddScoped<CoverageQueries>()
        .AddScoped<TimelineQueries>()
        .AddSingleton(p => ReadFigures(p.GetRequiredService<IHostEnvironment>(), p.GetRequiredService<StatTables>()))
        .AddScoped<KeyFigureQueries>()
        .AddScoped<AgentTaskQueries>()
        .AddScoped<DashboardQueries>();

    private static KeyFigures ReadFigures(IHostEnvironment environment, StatTables tables)
    {
        var path = Path.Combine(environment.ContentRootPath, "Features", "Home", "key-figures.json");
        return KeyFigures.Read(Path.GetFileName(path), File.ReadAllText(path), tables);
    }
}
