namespace Soffi.Web.Features.Audit;

/// <summary>What the pages of the journal need.</summary>
public static class AuditFeature
{
    public static IServiceCollection AddJournal(this IServiceCollection services) => services.AddScoped<AuditQueries>().AddScoped<AuditExport>();
}
