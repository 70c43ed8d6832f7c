using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LocalAws.Tests.Fuzzing;

/// <summary>
/// Takes in what LocalAws logs of its own failures: events that say that it met something that it was not made for.
/// </summary>
internal sealed class InsideFailures : ILoggerFactory, ILogger
{
    // AnswerCut, FailedInside, QueryFailedInside.
    private static readonly int[] Events = [4002, 4004, 4012];

    public ConcurrentQueue<string> Seen { get; } = new();

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
        // There is but this one.
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (Events.Contains(eventId.Id))
            Seen.Enqueue($"{formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
        // Nothing is held.
    }
}
