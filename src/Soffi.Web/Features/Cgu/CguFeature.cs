using Soffi.Web.Infrastructure.Cgu;

namespace Soffi.Web.Features.Cgu;

/// <summary>What the terms of use need.</summary>
public static class CguFeature
{
    public static IServiceCollection AddCgu(this IServiceCollection services) => services
        .AddSingleton<CguSchedule>()
        .AddScoped<CguQueries>()
        .AddScoped<CguRegister>()
        .AddScoped<WritingQueries>()
        .AddScoped<CguPublishing>()
        .AddScoped<BreachQueries>()
        .AddScoped<AgreementEnding>();
}
