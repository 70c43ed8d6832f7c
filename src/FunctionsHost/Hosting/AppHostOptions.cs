using FunctionsHost.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Hosting;

/// <summary>What an <see cref="AppHost"/> runs, with which settings, and where it keeps its state.</summary>
public sealed record AppHostOptions
{
    /// <summary>Names the host in its status, and the application of its services.</summary>
    public string Name { get; init; } = "functions-host";

    /// <summary>
    /// Folder of this host's own state: its worker, and all else that <see cref="Store"/> keeps in files; made if it is
    /// not there.
    /// </summary>
    public required string StoreFolder { get; init; }

    /// <summary>Makes what keeps the task hub, the schedule status and the keys.</summary>
    public required HostStoreFactory Store { get; init; }

    /// <summary>
    /// App settings with flat keys: <c>Schedule</c>, <c>Section:Names:0</c>, ... Nothing else is read, the environment
    /// included.
    /// </summary>
    public required IReadOnlyDictionary<string, string?> Settings { get; init; }

    /// <summary>The app's host.json.</summary>
    public required string HostJsonPath { get; init; }

    /// <summary>The published app, which then runs in a process of its own; null runs the app in this one.</summary>
    public string? AppFolder { get; init; }

    /// <summary>What a worker's environment has beside the settings.</summary>
    public IReadOnlyDictionary<string, string?> WorkerEnvironment { get; init; } = new Dictionary<string, string?>();

    /// <summary>Port on 127.0.0.1; 0 takes a free one; null serves no HTTP.</summary>
    public int? HttpPort { get; init; }

    /// <summary>Whether timer triggers fire. Off for a single run.</summary>
    public bool RunTimers { get; init; }

    /// <summary>
    /// How far from its occurrence a timer's next firing comes, negative for early; null, the default: on time. For
    /// tests: Azure's are a moment off.
    /// </summary>
    public Func<TimeSpan>? TimersOff { get; init; }

    /// <summary>The clock for schedules, the task hub and the app.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>
    /// How long stopping waits for activities and requests to end before it cancels them. Default 30 s.
    /// </summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Adds the providers that logs go to; without it they go nowhere.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Runs before <see cref="Compose"/>, which leaves alone what is registered already.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>
    /// What a person is to do in the place of a rewind, which this host cannot: one sentence, for the answer to whoever
    /// asks for one.
    /// </summary>
    public string RewindAdvice { get; init; } = "Start the orchestration again with 'restart'.";

    /// <summary>
    /// What the program answers to errors of its own; null for one that it does not know, as by default for all.
    /// </summary>
    public Func<Exception, ErrorAnswer?> ExplainError { get; init; } = _ => null;

    /// <summary>
    /// Adds routes of its own to those of the host, as pages; gets the task hub's client, there once the host has
    /// started. None by default.
    /// </summary>
    public Action<IEndpointRouteBuilder, Func<DurableTaskClient>>? MapRoutes { get; init; }

    /// <summary>
    /// Composes what this process has beside the host: the app, where it runs here, by its composition root; else where
    /// logs and telemetry go. Finds a <see cref="TimeProvider"/>, <see cref="Configuration.HostJson"/> and
    /// <see cref="Http.Management.ManagementLinks"/> among the services, and throws <see cref="HostRefusedException"/>
    /// where settings are wrong. Nothing by default.
    /// </summary>
    public Action<IHostApplicationBuilder>? Compose { get; init; }

    /// <summary>Where functions are looked for, where the app runs in this process.</summary>
    public IReadOnlyList<Type> FunctionTypes { get; init; } = [];
}
