using System.Net;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Soffi.Web.Infrastructure.Companies;

/// <summary>The directories of companies, each behind a time-out, a second attempt and a circuit breaker.</summary>
public static class CompaniesSetup
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(150);

    public static IServiceCollection AddCompanies(this IServiceCollection services)
    {
        services.AddOptions<CompaniesOptions>().BindConfiguration(CompaniesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<CompaniesOptions>, CompaniesOptionsValidator>();
        services.AddSingleton<CompanyDirectory>();
        foreach (var source in Enum.GetValues<CompanySource>())
        {
            services.AddHttpClient(DirectoryCall.ClientOf(source), (provider, client) => Address(source, provider, client))
                .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.All })
                // The framework's own lines would write the number asked.
                .RemoveAllLoggers()
                .AddResilienceHandler("soffi", (pipeline, context) => Protect(pipeline, context.ServiceProvider.GetRequiredService<IOptions<CompaniesOptions>>().Value));
        }

        return services;
    }

    private static void Address(CompanySource source, IServiceProvider provider, HttpClient client)
    {
        var options = provider.GetRequiredService<IOptions<CompaniesOptions>>().Value;
        var address = source == CompanySource.SearchApi ? options.SearchUrl : options.SireneUrl;
        client.BaseAddress = new Uri(address.TrimEnd('/') + "/");
        client.Timeout = Timeout.InfiniteTimeSpan; // The attempts below have their own.
        client.MaxResponseContentBufferSize = 1_000_000;
        client.DefaultRequestHeaders.UserAgent.ParseAdd(options.UserAgent);
        client.DefaultRequestHeaders.Accept.ParseAdd("application/json");
        if (source == CompanySource.Sirene)
        {
            client.DefaultRequestHeaders.TryAddWithoutValidation("X-INSEE-Api-Key-Integration", options.SireneKey);
        }
    }

    /// <summary>A 429 is no failure that passes by insisting: whoever calls rests as long as it says.</summary>
    private static void Protect(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, CompaniesOptions options)
    {
        // The clock of the machine: time really passes between two attempts.
        pipeline.TimeProvider = TimeProvider.System;
        if (options.Retries > 0)
        {
            pipeline.AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                ShouldHandle = MayPass(),
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                Delay = RetryDelay,
            });
        }

        pipeline.AddCircuitBreaker(new CircuitBreakerStrategyOptions<HttpResponseMessage>
        {
            ShouldHandle = MayPass(),
            FailureRatio = 0.5,
            MinimumThroughput = 4,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(options.BreakSeconds),
        });
        pipeline.AddTimeout(TimeSpan.FromMilliseconds(options.TimeoutMilliseconds));
    }

    private static PredicateBuilder<HttpResponseMessage> MayPass() => new PredicateBuilder<HttpResponseMessage>()
        .Handle<HttpRequestException>()
        .Handle<TimeoutRejectedException>()
        .HandleResult(answer => answer.StatusCode == HttpStatusCode.RequestTimeout || (int)answer.StatusCode >= 500);
}
