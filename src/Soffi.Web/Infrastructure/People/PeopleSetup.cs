namespace Soffi.Web.Infrastructure.People;

public static class PeopleSetup
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services.AddScoped<AccessEnding>();

    public static IApplicationBuilder UseAssistanceGate(this IApplicationBuilder app) => app.UseMiddleware<AssistanceGate>();
}
