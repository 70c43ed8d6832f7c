using DurableTask.Core;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Durable;

/// <summary>What a <see cref="DurableEngine"/> runs, where its state is, and who has the code.</summary>
public sealed record DurableEngineOptions
{
    /// <summary>
    /// Any provider of DurableTask.Core; the engine starts and stops it, whoever made it disposes it.
    /// </summary>
    public required IOrchestrationService Store { get; init; }

    /// <summary>Runs the functions.</summary>
    public required IFunctionWorker Worker { get; init; }

    /// <summary>
    /// The app's functions; those with other triggers than orchestrations and activities are passed over.
    /// </summary>
    public required IReadOnlyList<FunctionDefinition> Functions { get; init; }

    /// <summary>Where the engine logs, as <c>DurableTask.Core</c>.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>
    /// The time that orchestrators see. With the system's, which is the default, the engine's own stamps stay as they
    /// are. Another clock must be the store's as well: timers become due by the store's.
    /// </summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
