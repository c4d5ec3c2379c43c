namespace Soffi.Web.Features.FormWorkshop;

/// <summary>What the pages where forms are prepared need.</summary>
public static class FormWorkshopFeature
{
    public static IServiceCollection AddFormWorkshop(this IServiceCollection services) => services
        .AddScoped<WorkshopQueries>()
        .AddScoped<WorkshopPages>()
        .AddScoped<DraftPages>()
        .AddScoped<DraftRegister>()
        .AddScoped<DraftEditor>();
}
