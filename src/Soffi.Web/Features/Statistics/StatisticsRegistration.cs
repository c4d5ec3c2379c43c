using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Statistics;

/// <summary>Registers the statistics.</summary>
public static class StatisticsRegistration
{
    public static IServiceCollection AddStatistics(this IServiceCollection services, IHostEnvironment environment)
    {
        var tables = StatTables.Read(Path.Combine(environment.ContentRootPath, "Features", "Statistics", "Tables"));
        services.AddSingleton(tables);
        services.AddSingleton(StatCellsCatalog.Read(Path.Combine(environment.ContentRootPath, "Features", "Statistics", "dimensions.json"), tables));
        services.AddScoped<StatisticsQueries>();
        services.AddSingleton<StatKept>();
        services.AddSingleton<KeptFragments>();
        services.AddScoped<StatTableAnswers>();
        services.AddSingleton<SealedFindings>();
        services.AddScoped<SealedExplanations>();
        services.AddScoped<ExplanationNotes>();
        services.AddScoped<SeriesQueries>();
        services.AddScoped<StatisticsExport>();
        services.AddScoped<StatisticsChartExport>();
        services.AddScoped<StatQuestions>();
        services.AddScoped<FrozenQueries>().AddScoped<FrozenRegister>().AddScoped<FrozenRecomputing>();
        services.AddScoped<SavedQueryQueries>().AddScoped<SavedQueryRegister>();
        services.AddOptions<ExportOptions>().BindConfiguration(ExportOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<ExportFolder>().AddScoped<ExportRun>().AddScoped<ExportQueries>().AddScoped<ExportRegister>();
        services.AddSingleton<ApiDescription>().AddScoped<ApiReading>();
        return services;
    }
}
