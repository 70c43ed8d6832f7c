using System.Collections.Concurrent;
using System.Diagnostics;

namespace FunctionsHost.Tests.Telemetry;

/// <summary>
/// Every span that ends in this process while it listens, other tests' spans among them: ask by trace.
/// </summary>
internal sealed class SpanRecorder : IDisposable
{
    private static readonly string[] Sources =
    [
        "DurableTask.Core",
        "Microsoft.DurableTask",
        "Microsoft.Azure.Functions.Worker",
        "Microsoft.AspNetCore",
    ];

    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly SemaphoreSlim _more = new(0);
    private readonly ActivityListener _listener;

    /// <param name="more">Sources beside those of the engine, the worker and the server.</param>
    public SpanRecorder(params string[] more)
    {
        _listener = new()
        {
            ShouldListenTo = source => Sources.Contains(source.Name) || more.Contains(source.Name),
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                _ended.Enqueue(span);
                _more.Release();
            },
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The spans of the trace in which an instance was created.</summary>
    public IReadOnlyList<Activity> TraceOf(string instanceId)
    {
        var created = _ended.Where(span =>
            span.OperationName.StartsWith("create_orchestration:", StringComparison.Ordinal)
            && instanceId.Equals(span.GetTagItem("durabletask.task.instance_id"))
        );
        // Looked for once. Spans of earlier tests are here too: looked for with each of them, it took minutes.
        var trace = created.ShouldHaveSingleItem().TraceId;
        return [.. _ended.Where(span => span.TraceId == trace)];
    }

    /// <summary>
    /// Waits until such a span has ended: that of an orchestration does a moment after its end can be read.
    /// </summary>
    public async Task<Activity> UntilAsync(Func<Activity, bool> wanted)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(30));
        while (true)
        {
            if (_ended.FirstOrDefault(wanted) is { } found)
                return found;
            await _more.WaitAsync(limit.Token);
        }
    }

    public void Dispose() => _listener.Dispose();
}
