namespace Soffi.Web.Features.Campaigns;

/// <summary>What the pages of campaigns need.</summary>
public static class CampaignsFeature
{
    public static IServiceCollection AddCampaigns(this IServiceCollection services) => services
        .AddScoped<CampaignQueries>()
        .AddScoped<SimulationQueries>()
        .AddScoped<CampaignTrail>()
        .AddScoped<CampaignRegister>()
        .AddScoped<ExtensionRegister>()
        .AddScoped<ObligationRegister>()
        .AddScoped<DocumentRegister>();
}
