using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>What is logged, of orchestrators with replays left out: events by number, which alerts count, and text.</summary>
internal sealed class LoggedEvents : ILoggerFactory, ILogger
{
    private readonly List<(int Id, string Text)> _events = [];

    public IReadOnlyList<int> Ids => [.. _events.Select(one => one.Id)];

    public IReadOnlyList<(int Id, string Text)> Events => _events;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Logs go to the test alone.");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _events.Add((eventId.Id, formatter(state, exception)));

    public void Dispose() { }
}
