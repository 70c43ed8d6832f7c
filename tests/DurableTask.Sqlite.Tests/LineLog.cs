using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LineLog : ILoggerFactory
{
    private readonly List<(string Category, EventId Event, string Line)> lines = [];
    private readonly List<(int Id, TaskCompletionSource Logged)> awaited = [];

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

    /// <summary>Waits until an event has been logged.</summary>
    public Task UntilAsync(int id)
    {
        var logged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (lines)
        {
            awaited.Add((id, logged));
            if (lines.Exists(l => l.Event.Id == id))
                logged.TrySetResult();
        }

        return logged.Task.WaitAsync(TestHub.Limit());
    }

    public void AddProvider(ILoggerProvider provider) { }

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void Dispose() { }

    private sealed class Category(LineLog log, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            lock (log.lines)
            {
                log.lines.Add((name, eventId, formatter(state, exception)));
                foreach (var (_, logged) in log.awaited.Where(waiter => waiter.Id == eventId.Id))
                    logged.TrySetResult();
            }
        }
    }
}
