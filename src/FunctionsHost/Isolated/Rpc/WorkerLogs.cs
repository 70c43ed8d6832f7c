using System.Globalization;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated.Rpc;

/// <summary>
/// Writes a worker's log entries to the host's log, with their own categories and levels: the host's filters apply to
/// them.
/// </summary>
internal sealed class WorkerLogs(ILoggerFactory loggers)
{
    // Where the worker names no category.
    private const string UnnamedCategory = "Worker";

    /// <summary>Writes one entry, unless the host's log leaves its category or level out.</summary>
    public void Write(RpcLog log)
    {
        var category = log.Category.Length > 0 ? log.Category : UnnamedCategory;
        var level = (LogLevel)log.Level;
        var logger = loggers.CreateLogger(category);
        if (!logger.IsEnabled(level))
            return;
        var exception = log.Exception is { Message.Length: > 0 } remote ? new RemoteException(remote) : null;
        logger.Log(
            level,
            EventOf(log.EventId),
            new WorkerLogEntry(TextOf(log), log.InvocationId),
            exception,
            (entry, _) => entry.Message
        );
    }

    private static string TextOf(RpcLog log)
    {
        if (log.LogCategory != RpcLog.Types.RpcLogCategory.CustomMetric)
            return log.Message;
        var properties = log.PropertiesMap.Select(property => $"{property.Key}={TypedDataText.Of(property.Value)}");
        return $"Metric {string.Join(", ", properties)}";
    }

    // The worker sends an event's name, or its number where it has none.
    private static EventId EventOf(string text) =>
        int.TryParse(text, CultureInfo.InvariantCulture, out var number)
            ? new(number)
            : new(0, text.Length > 0 ? text : null);

    /// <summary>An exception of the worker's process; its text is the original's, with its stack.</summary>
    private sealed class RemoteException(RpcException remote) : Exception(remote.Message)
    {
        public override string ToString() => remote.Message;
    }
}
