using Soffi.Web.Features.Shared;

namespace Soffi.Web.Features.Publications;

/// <summary>What the public pages of published statements need.</summary>
public static class PublicationsFeature
{
    public static IServiceCollection AddPublications(this IServiceCollection services) => services
        .AddScoped<PublicationQueries>()
        .AddScoped<PublishedSheets>()
        .AddScoped<OpenData>();
}
