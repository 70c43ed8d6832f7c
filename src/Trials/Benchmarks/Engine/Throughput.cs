using System.Collections.Concurrent;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>How much the engine does.</summary>
/// <param name="Orchestrations">Instances that were started and waited for.</param>
/// <param name="Seconds">From the first start to the last end.</param>
/// <param name="OrchestrationsPerSecond">Instances that ended in a second.</param>
/// <param name="ActivitiesPerSecond">Activities that ran in a second.</param>
/// <param name="InstanceLatency">From the start of an instance to the client's knowing that it has ended.</param>
/// <param name="ActivityLatency">
/// From an orchestrator's call to its having the answer, which is on the disk by then; null through a worker process,
/// which cannot be asked.
/// </param>
internal sealed record Throughput(
    int Orchestrations,
    double Seconds,
    double OrchestrationsPerSecond,
    double ActivitiesPerSecond,
    Latencies InstanceLatency,
    Latencies? ActivityLatency
);

/// <summary>Measures the engine under a load.</summary>
/// <param name="client">Starts the instances and waits for them.</param>
/// <param name="app">The functions, where they run in this process; else null.</param>
internal sealed class ThroughputMeasure(DurableTaskClient client, BenchApp? app, TimeProvider time)
{
    private ConcurrentBag<TimeSpan> _instances = [];

    /// <summary>
    /// Starts instances as fast as they are taken, <paramref name="atOnce"/> at a time, and waits for all to end.
    /// </summary>
    public async Task<Throughput> AtOnceAsync(
        string orchestrator,
        int instances,
        int atOnce,
        int calls,
        CancellationToken cancellationToken
    )
    {
        Begin();
        var start = time.GetTimestamp();
        using var places = new SemaphoreSlim(atOnce);
        await Task.WhenAll(
            Enumerable
                .Range(0, instances)
                .Select(async _ =>
                {
                    await places.WaitAsync(cancellationToken);
                    await RunAsync(orchestrator, calls, cancellationToken);
                    places.Release();
                })
        );
        return Result(instances, calls, time.GetElapsedTime(start));
    }

    /// <summary>Starts instances of one activity at a steady pace, whether or not those before have ended.</summary>
    public async Task<Throughput> PacedAsync(int perSecond, TimeSpan duration, CancellationToken cancellationToken)
    {
        Begin();
        var start = time.GetTimestamp();
        List<Task> runs = [];
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1) / perSecond, time);
        while (time.GetElapsedTime(start) < duration && await tick.WaitForNextTickAsync(cancellationToken))
        {
            // A tick that came late stands for all that should have been since.
            var due = (int)(time.GetElapsedTime(start).TotalSeconds * perSecond);
            while (runs.Count < due)
                runs.Add(RunAsync(BenchApp.Sequence, 1, cancellationToken));
        }

        await Task.WhenAll(runs);
        return Result(runs.Count, 1, time.GetElapsedTime(start));
    }

    private void Begin()
    {
        app?.TakeLatencies();
        _instances = [];
    }

    private async Task RunAsync(string orchestrator, int calls, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(
            new TaskName(orchestrator),
            calls,
            cancellationToken
        );
        await client.WaitForInstanceCompletionAsync(id, cancellationToken);
        _instances.Add(time.GetElapsedTime(start));
    }

    private Throughput Result(int instances, int calls, TimeSpan elapsed)
    {
        var seconds = elapsed.TotalSeconds;
        var activities = app is null ? null : Latencies.Of(app.TakeLatencies());
        return new(
            instances,
            Math.Round(seconds, 2),
            Math.Round(instances / seconds, 1),
            Math.Round(instances * calls / seconds, 1),
            Latencies.Of(_instances),
            activities
        );
    }
}
