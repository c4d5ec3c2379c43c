using Microsoft.Extensions.Options;

namespace Soffi.Web.Infrastructure.Antivirus;

/// <summary>The antivirus and the job that shows it what waits.</summary>
public static class AntivirusSetup
{
    public static IServiceCollection AddAntivirus(this IServiceCollection services)
    {
        services.AddOptions<AntivirusOptions>().BindConfiguration(AntivirusOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AntivirusOptions>, AntivirusOptionsValidator>();
        services.AddSingleton<AntivirusScan>();
        services.AddScoped<WaitingScans>();
        services.AddHostedService<WaitingDocuments>();
        return services;
    }
}
