using System.Collections.Concurrent;
using CommerceAnalytics.Aws.Telemetry;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>Requests to AWS, counted where they would leave the process.</summary>
internal sealed class ApiCalls(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, int> _calls = [];
    private readonly ConcurrentDictionary<(string Name, long Second), int> _bySecond = [];

    /// <summary>E.g. <c>Athena.StartQueryExecution</c>.</summary>
    public void Count(string service, string operation)
    {
        CountedCalls.Count(service);
        var name = $"{service}.{operation}";
        _calls.AddOrUpdate(name, 1, (_, count) => count + 1);
        _bySecond.AddOrUpdate((name, time.GetUtcNow().ToUnixTimeSeconds()), 1, (_, count) => count + 1);
    }

    public void Clear()
    {
        _calls.Clear();
        _bySecond.Clear();
    }

    public int Of(string service) =>
        _calls.Where(call => call.Key.StartsWith(service + ".", StringComparison.Ordinal)).Sum(call => call.Value);

    /// <summary>Every operation with its count, the most frequent first.</summary>
    public IReadOnlyDictionary<string, int> All() => _calls.OrderByDescending(call => call.Value).ToDictionary();

    /// <summary>The most requests of an operation within one second of the simulated time.</summary>
    public int MostInASecond(string service, string operation) =>
        _bySecond
            .Where(second => second.Key.Name == $"{service}.{operation}")
            .Select(second => second.Value)
            .DefaultIfEmpty()
            .Max();
}
