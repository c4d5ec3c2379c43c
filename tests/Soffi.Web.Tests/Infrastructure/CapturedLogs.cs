using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>What an application lets through to its logs, exceptions included: its own filters decide.</summary>
internal sealed class CapturedLogs
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Listens to that application; asked before it starts.</summary>
    public static CapturedLogs Of(SignInFactory factory)
    {
        var logs = new CapturedLogs();
        factory.Additions.Add(services =>
        {
            var real = services.Last(d => d.ServiceType == typeof(ILoggerFactory));
            services.Remove(real);
            services.AddSingleton<ILoggerFactory>(provider => new Listening((ILoggerFactory)real.ImplementationFactory!(provider), logs._lines));
        });
        return logs;
    }

    private sealed class Listening(ILoggerFactory real, ConcurrentQueue<string> lines) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Line(categoryName, real.CreateLogger(categoryName), lines);

        public void AddProvider(ILoggerProvider provider) => real.AddProvider(provider);

        public void Dispose() => real.Dispose();
    }

    private sealed class Line(string category, ILogger real, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => real.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => real.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (real.IsEnabled(logLevel))
            {
                lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
                real.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
