using Microsoft.Extensions.Logging;

namespace DurableTask.Sqlite.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class LineLog : ILoggerFactory
{
    private readonly List<(string Category, EventId Event, string Line)> _lines = [];
    private readonly List<(int Id, TaskCompletionSource Logged)> _awaited = [];

    public IReadOnlyList<string> Of(string category)
    {
        lock (_lines)
            return [.. _lines.Where(l => l.Category == category).Select(l => l.Line)];
    }

    public IReadOnlyList<int> Ids(string category)
    {
        lock (_lines)
            return [.. _lines.Where(l => l.Category == category).Select(l => l.Event.Id)];
    }

    /// <summary>Waits until an event has been logged.</summary>
    public Task UntilAsync(int id)
    {
        var logged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lines)
        {
            _awaited.Add((id, logged));
            if (_lines.Exists(l => l.Event.Id == id))
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
            lock (log._lines)
            {
                log._lines.Add((name, eventId, formatter(state, exception)));
                foreach (var (_, logged) in log._awaited.Where(waiter => waiter.Id == eventId.Id))
                    logged.TrySetResult();
            }
        }
    }
}
