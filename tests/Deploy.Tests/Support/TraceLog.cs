using Microsoft.Extensions.Logging;

namespace Deploy.Tests.Support;

/// <summary>A row of AppTraces.</summary>
internal sealed record Trace(
    DateTime TimeGenerated,
    DateTime IngestedAt,
    string Message,
    IReadOnlyDictionary<string, string> Properties
);

/// <summary>
/// Records what the app logs as AppTraces would hold it. Exported by the worker itself an event has its number, name
/// and properties; the Functions host, which gets a worker's logs as text, keeps the name alone.
/// </summary>
internal sealed class TraceLog(bool isByHost) : ILogger
{
    public List<Trace> Rows { get; } = [];

    public DateTime Now { get; set; } = new(2025, 10, 28, 4, 30, 0, DateTimeKind.Utc);

    public TimeSpan Delay { get; set; } = TimeSpan.FromMinutes(2);

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
        var properties = new Dictionary<string, string> { ["EventName"] = eventId.ToString() };
        if (!isByHost)
        {
            properties["EventId"] = $"{eventId.Id}";
            foreach (var (name, value) in (IReadOnlyList<KeyValuePair<string, object?>>)state!)
                properties[name] = $"{value}";
        }

        Rows.Add(new(Now, Now + Delay, formatter(state, exception), properties));
    }
}
