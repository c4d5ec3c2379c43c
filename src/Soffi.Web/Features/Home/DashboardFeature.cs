using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Home;

/// <summary>What the home page of signed-in people needs.</summary>
public static class DashboardFeature
{
    public static IServiceCollection AddDashboard(this IServiceCollection services) => services
        .AddScoped<CoverageQueries>()
        .AddScoped<TimelineQueries>()
        .AddScoped<DashboardQueries>();
}
