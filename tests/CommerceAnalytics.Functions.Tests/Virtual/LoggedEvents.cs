using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>What orchestrators log, replays left out: the numbers of the events, which alerts count.</summary>
internal sealed class LoggedEvents : ILoggerFactory, ILogger
{
    private readonly List<int> _ids = [];

    public IReadOnlyList<int> Ids => _ids;

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
    ) => _ids.Add(eventId.Id);

    public void Dispose() { }
}
