namespace Soffi.Web.Features.Forms;

/// <summary>What the pages that try forms and change their controls need.</summary>
public static class FormsFeature
{
    public static IServiceCollection AddForms(this IServiceCollection services) => services
        .AddScoped<ControlQueries>()
        .AddScoped<ControlTriggers>()
        .AddScoped<ControlPages>()
        .AddScoped<ControlRegister>()
        .AddScoped<RehearsalQueries>()
        .AddScoped<PastStatements>()
        .AddScoped<Rehearsals>()
        .AddScoped<TriedForms>()
        .AddScoped<PreviewQueries>()
        .AddScoped<Previews>();
}
