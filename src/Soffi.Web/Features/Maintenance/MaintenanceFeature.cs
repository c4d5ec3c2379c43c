namespace Soffi.Web.Features.Maintenance;

/// <summary>What the windows of maintenance need.</summary>
public static class MaintenanceFeature
{
    public static IServiceCollection AddMaintenance(this IServiceCollection services) => services
        .AddScoped<MaintenanceQueries>()
        .AddScoped<MaintenanceRegister>()
        .AddScoped<LinkRegister>()
        .AddScoped<ApiKeyRegister>();
}
