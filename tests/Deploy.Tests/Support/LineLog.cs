using Microsoft.Extensions.Logging;

namespace Deploy.Tests.Support;

/// <summary>Keeps the last line that was logged, as a sink would show it.</summary>
internal sealed class LineLog : ILogger
{
    public string Last { get; private set; } = "";

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Last = formatter(state, exception);
}
