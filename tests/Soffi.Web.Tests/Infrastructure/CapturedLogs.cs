using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Soffi.Web.Tests.Features.Account;

namespace Soffi.Web.Tests.Infrastructure;

/// <summary>Everything the application writes to its logs, exceptions included, from information up.</summary>
internal sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    /// <summary>Listens to that application; asked before it starts.</summary>
    public static CapturedLogs Of(SignInFactory factory)
    {
        var logs = new CapturedLogs();
        factory.Additions.Add(services => services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(
            _ => LoggerFactory.Create(logging => logging.AddProvider(logs)))));
        return logs;
    }

    public ILogger CreateLogger(string categoryName) => new Line(categoryName, _lines);

    public void Dispose()
    {
    }

    private sealed class Line(string category, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{logLevel} {category} {formatter(state, exception)} {exception}");
            }
        }
    }
}
