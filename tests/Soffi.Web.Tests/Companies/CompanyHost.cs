using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Soffi.Domain.Operators;
using Soffi.Web.Infrastructure.Companies;

namespace Soffi.Web.Tests.Companies;

/// <summary>The directory as the application registers it, over real HTTP to <see cref="TrialDirectory"/>.</summary>
internal sealed class CompanyHost : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private CompanyHost(TrialDirectory trial, IEnumerable<KeyValuePair<string, string?>> settings)
    {
        Trial = trial;
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        _services = new ServiceCollection()
            .AddSingleton<IConfiguration>(configuration)
            .AddSingleton<TimeProvider>(Clock)
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logs))
            .AddCompanies()
            .BuildServiceProvider();
    }

    public TrialDirectory Trial { get; }

    /// <summary>The clock of the memory and of the rests; not that of attempts, which is the machine's.</summary>
    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    public LinesProvider Logs { get; } = new();

    /// <param name="settings">Keys of the section <c>Companies</c>.</param>
    public static async Task<CompanyHost> Start(params (string Key, string Value)[] settings)
    {
        var trial = await TrialDirectory.Start();
        var all = new Dictionary<string, string?>
        {
            ["SearchUrl"] = $"{trial.Url}/recherche",
            ["SireneUrl"] = $"{trial.Url}/sirene/",
            ["SireneKey"] = TrialDirectory.Key,
            ["Retries"] = "0",
            ["TimeoutMilliseconds"] = 20_000.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        return new CompanyHost(trial, all.Select(pair => KeyValuePair.Create($"Companies:{pair.Key}", pair.Value)));
    }

    public Task<CompanyLookup> Find(string siret)
    {
        Assert.Equal(SiretFault.None, Siret.TryRead(siret, out var read));
        return _services.GetRequiredService<CompanyDirectory>().FindAsync(read!);
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await Trial.DisposeAsync();
    }

    internal sealed class LinesProvider : ILoggerProvider, ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public IReadOnlyList<string> All => [.. _lines];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
