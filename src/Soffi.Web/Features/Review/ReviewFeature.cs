namespace Soffi.Web.Features.Review;

/// <summary>What the reading of submitted statements needs.</summary>
public static class ReviewFeature
{
    public static IServiceCollection AddReview(this IServiceCollection services) => services
        .AddScoped<ReviewQueries>()
        .AddScoped<ReviewTrace>()
        .AddScoped<CrossControlQueries>()
        .AddScoped<ReferenceQueries>()
        .AddScoped<ReferenceRegister>()
        .AddScoped<CorrectionRequests>()
        .AddScoped<CorrectionPages>()
        .AddScoped<Widenings>()
        .AddScoped<WideningPages>()
        .AddScoped<OperatorPeople>()
        .AddScoped<ReviewDecisions>()
        .AddScoped<ReviewPanels>()
        .AddScoped<WaiverQueries>()
        .AddScoped<ComparisonQueries>()
        .AddScoped<ExplanationDashboard>()
        .AddScoped<ExplanationTrace>()
        .AddScoped<DocumentWithdrawals>()
        .AddScoped<PublishingQueries>()
        .AddScoped<SubmissionPages>();
}
