using DurableTask.Core.History;
using FunctionsHost.Workers;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Trials.Benchmarks.Engine;

/// <summary>The same loads through a published app that runs as a worker process.</summary>
/// <param name="FanOut">An orchestrator that calls 1,000 activities at once, one instance at a time.</param>
/// <param name="ManyInstances">1,000 instances of an activity each, started at once.</param>
/// <param name="Paced">Instances of one activity at a steady pace.</param>
/// <param name="Long">How long the turns of one long orchestration take, early and late.</param>
internal sealed record WorkerLoads(Throughput FanOut, Throughput ManyInstances, Throughput Paced, Turns Long);

/// <summary>
/// Measures a worker process. The app has the functions of <see cref="BenchApp"/>, by the same names.
/// </summary>
/// <param name="folder">Where the store and the worker's record lie.</param>
/// <param name="app">The published app's folder.</param>
/// <param name="progress">Where each measurement is announced.</param>
internal sealed class WorkerBench(string folder, string app, TimeProvider time, TextWriter progress)
{
    private const int LongCalls = 3_500;

    /// <exception cref="AppRefusedException">The folder is no published app.</exception>
    public async Task<WorkerLoads> RunAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        await using var hub = await BenchHub.StartIsolatedAsync(folder, app, time, cancellationToken);
        var measure = new ThroughputMeasure(hub.Client, null, time);
        progress.WriteLine("through the worker: warming up ...");
        await measure.AtOnceAsync(BenchApp.FanOut, 20, 20, 100, cancellationToken);
        progress.WriteLine("through the worker: a fan-out of 1,000, one at a time ...");
        var fanOut = await measure.AtOnceAsync(BenchApp.FanOut, 10, 1, 1000, cancellationToken);
        progress.WriteLine("through the worker: 1,000 instances of one activity at once ...");
        var many = await measure.AtOnceAsync(BenchApp.Sequence, 1000, 1000, 1, cancellationToken);
        progress.WriteLine("through the worker: 100 activities a second ...");
        var paced = await measure.PacedAsync(100, duration, cancellationToken);
        progress.WriteLine($"through the worker: one sequence of {LongCalls:N0} activities ...");
        var turns = await TurnsAsync(hub.Client, cancellationToken);
        return new(fanOut, many, paced, turns);
    }

    private static async Task<Turns> TurnsAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        var name = new TaskName(BenchApp.Sequence);
        var id = await client.ScheduleNewOrchestrationInstanceAsync(name, LongCalls, cancellationToken);
        await client.WaitForInstanceCompletionAsync(id, cancellationToken);
        var history = await client.GetOrchestrationHistoryAsync(id, cancellationToken);
        return Turns.Of(history.OfType<TaskScheduledEvent>().Select(scheduled => scheduled.Timestamp));
    }
}
