namespace Soffi.Web.Features.Access;

/// <summary>What the pages of access need.</summary>
public static class AccessFeature
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddScoped<AccessQueries>()
        .AddScoped<RequestQueries>()
        .AddScoped<RequestRegister>()
        .AddScoped<PersonQueries>()
        .AddScoped<PersonRegister>()
        .AddScoped<MyDataQueries>();
}
