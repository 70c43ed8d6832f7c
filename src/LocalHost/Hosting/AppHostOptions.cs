using CommerceAnalytics.LocalHost.Hosting.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.LocalHost.Hosting;

/// <summary>What a <see cref="AppHost"/> runs, with which settings, and where it keeps its state.</summary>
internal sealed record AppHostOptions
{
    /// <summary>Folder of this host's own state (<c>{lake}/.localhost</c>): its worker, and all else that <see cref="Storage"/> keeps in files; made if it is not there.</summary>
    public required string StoreFolder { get; init; }

    /// <summary>Where the task hub's store, the schedule status and the keys are.</summary>
    public HostStorage Storage { get; init; }

    /// <summary>App settings with flat keys: <c>CommerceSchedule</c>, <c>CommerceAnalytics:ServiceNames:0</c>, ... Nothing else is read, the environment included.</summary>
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

    /// <summary>How far from its occurrence a timer's next firing comes, negative for early; null, the default: on time. For tests: Azure's are a moment off.</summary>
    public Func<TimeSpan>? TimersOff { get; init; }

    /// <summary>The clock for schedules, the task hub and the app.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How long stopping waits for activities and requests to end before it cancels them. Default 30 s.</summary>
    public TimeSpan DrainTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Adds the providers that logs go to; without it they go nowhere.</summary>
    public Action<ILoggingBuilder>? Logging { get; init; }

    /// <summary>Runs before the app's own composition, which leaves alone what is registered already.</summary>
    public Action<IServiceCollection>? ConfigureServices { get; init; }

    /// <summary>Adds routes of its own to those of the host, as pages; gets the task hub's client, there once the host has started. None by default.</summary>
    public Action<IEndpointRouteBuilder, Func<DurableTaskClient>>? MapRoutes { get; init; }

    /// <summary>The app's composition root; by default that of the deployed app. Tests bring their own small apps.</summary>
    public Action<IHostApplicationBuilder>? Compose { get; init; }

    /// <summary>Where functions are looked for; by default in the deployed app.</summary>
    public IReadOnlyList<Type>? FunctionTypes { get; init; }
}
