using FunctionsHost.Isolated.Processes;
using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;

namespace FunctionsHost.Isolated;

/// <summary>A worker whose functions can run, until it is lost.</summary>
/// <param name="process">Its process.</param>
/// <param name="channel">The conversation with it.</param>
/// <param name="greeting">What it told when it was started.</param>
/// <param name="ready">The time stamp of the moment when it was ready.</param>
internal sealed class RunningWorker(WorkerProcess process, WorkerChannel channel, Greeting greeting, long ready)
    : IDisposable
{
    /// <summary>Its process.</summary>
    public WorkerProcess Process => process;

    /// <summary>The conversation with it.</summary>
    public WorkerChannel Channel => channel;

    /// <summary>Its functions.</summary>
    public IReadOnlyList<FunctionDefinition> Functions => greeting.Functions;

    /// <summary>Where its own HTTP server listens; null when it serves none.</summary>
    public string? HttpAddress { get; } = greeting.HttpUri?.ToString();

    /// <summary>Its connections, which end with it.</summary>
    public HttpMessageInvoker Http { get; } =
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                // The trace is passed on by the request's own headers.
                ActivityHeadersPropagator = null,
            }
        );

    /// <summary>The time stamp of the moment when it was ready.</summary>
    public long Ready => ready;

    /// <summary>Whether it is lost.</summary>
    public bool IsLost => channel.Lost.IsCompleted;

    /// <inheritdoc/>
    public void Dispose()
    {
        Http.Dispose();
        process.Dispose();
    }
}
