using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Hosting;

internal sealed record LogLine(
    string Category,
    LogLevel Level,
    EventId Event,
    string Text,
    string? Exception,
    string? Invocation
);

/// <summary>Collects what is logged, and lets tests wait for it.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly List<LogLine> _lines = [];
    private TaskCompletionSource _more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public IReadOnlyList<LogLine> All
    {
        get
        {
            lock (_lock)
                return [.. _lines];
        }
    }

    /// <summary>The first line that is looked for, logged already or yet to come.</summary>
    public async Task<LogLine> FirstAsync(Func<LogLine, bool> wanted)
    {
        using var timeout = new CancellationTokenSource(TimeLimit);
        while (true)
        {
            Task more;
            lock (_lock)
            {
                if (_lines.Find(line => wanted(line)) is { } found)
                    return found;
                more = _more.Task;
            }

            await more.WaitAsync(timeout.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (timeout.IsCancellationRequested)
                throw new TimeoutException($"Not logged. What was: {string.Join(Environment.NewLine, All)}");
        }
    }

    public Task<LogLine> FirstAsync(string text) => FirstAsync(line => line.Text.Contains(text));

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose() { }

    private void Add(LogLine line)
    {
        lock (_lock)
        {
            _lines.Add(line);
            var more = _more;
            _more = new(TaskCreationOptions.RunContinuationsAsynchronously);
            more.SetResult();
        }
    }

    private sealed class Logger(LogLines lines, string category) : ILogger
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
            var properties = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            var invocation = properties.FirstOrDefault(property => property.Key == "InvocationId").Value;
            lines.Add(
                new(
                    category,
                    logLevel,
                    eventId,
                    formatter(state, exception),
                    exception?.ToString(),
                    invocation?.ToString()
                )
            );
        }
    }
}
