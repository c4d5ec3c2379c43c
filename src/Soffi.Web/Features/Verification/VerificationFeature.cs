using Soffi.Web.Infrastructure.Proofs;

namespace Soffi.Web.Features.Verification;

/// <summary>What the public verification of receipts and proofs needs.</summary>
public static class VerificationFeature
{
    public static IServiceCollection AddVerification(this IServiceCollection services) => services
        .AddProofs()
        .AddScoped<VerificationQueries>()
        .AddScoped<Verifications>();
}
