using Microsoft.Extensions.Logging;

namespace LocalDurableTask.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LineLog : ILoggerFactory
{
    private readonly List<(string Category, EventId Event, string Line)> lines = [];

    public IReadOnlyList<string> Of(string category)
    {
        lock (lines)
            return [.. lines.Where(l => l.Category == category).Select(l => l.Line)];
    }

    public IReadOnlyList<int> Ids(string category)
    {
        lock (lines)
            return [.. lines.Where(l => l.Category == category).Select(l => l.Event.Id)];
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Category(LineLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (log.lines)
                log.lines.Add((name, eventId, formatter(state, exception)));
        }
    }
}
