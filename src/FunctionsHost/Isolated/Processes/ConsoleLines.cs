using Microsoft.Extensions.Logging;

namespace FunctionsHost.Isolated.Processes;

/// <summary>Passes what a worker prints on to the host's log, and keeps the last lines to tell why it ended.</summary>
internal sealed class ConsoleLines(ILogger console)
{
    // A stack trace of usual depth, not more than fits into a message.
    private const int Kept = 20;

    private readonly Lock _lock = new();
    private readonly Queue<string> _printed = new();
    private readonly Queue<string> _errors = new();

    /// <summary>The last lines of standard error, or else of standard output; empty when nothing was printed.</summary>
    public string Last
    {
        get
        {
            lock (_lock)
                return string.Join(Environment.NewLine, _errors.Count > 0 ? _errors : _printed);
        }
    }

    /// <summary>Reads a stream of the process until it ends.</summary>
    public async Task ReadAsync(StreamReader lines, LogLevel level)
    {
        var kept = level == LogLevel.Error ? _errors : _printed;
        try
        {
            while (await lines.ReadLineAsync() is { } line)
            {
                Keep(kept, line);
                console.WorkerPrinted(level, line);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            // The process has ended, and its output was no longer waited for.
        }
    }

    private void Keep(Queue<string> kept, string line)
    {
        lock (_lock)
        {
            kept.Enqueue(line);
            if (kept.Count > Kept)
                kept.Dequeue();
        }
    }
}
