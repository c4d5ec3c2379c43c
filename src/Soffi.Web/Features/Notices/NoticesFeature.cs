namespace Soffi.Web.Features.Notices;

/// <summary>What formal notices need.</summary>
public static class NoticesFeature
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services
        .AddScoped<NoticeQueries>()
        .AddScoped<NoticeRegister>()
        .AddScoped<NoticeAnswers>();
}
