namespace Soffi.Web.Features.FollowUp;

/// <summary>What the follow-up of campaigns needs.</summary>
public static class FollowUpFeature
{
    public static IServiceCollection AddFollowUp(this IServiceCollection services) => services
        .AddScoped<FollowUpPages>()
        .AddScoped<FollowUpExport>()
        .AddScoped<ProgressionPages>()
        .AddScoped<ReminderPages>()
        .AddScoped<ReminderActs>();
}
