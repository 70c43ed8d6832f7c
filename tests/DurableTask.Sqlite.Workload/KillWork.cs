using DurableTask.Core;
using DurableTask.Core.Exceptions;
using Microsoft.Extensions.Logging.Abstractions;

namespace DurableTask.Sqlite.Workload;

/// <summary>
/// Orchestrations whose outputs tell whether every effect came once: activities, timers, children, continue-as-new,
/// and events that another
/// instance counts. A process that runs them may be killed at any moment; the next one goes on.
/// </summary>
internal static class KillWork
{
    public const int Runs = 120;
    public const string Collector = "collector";

    private const int Rounds = 9;
    private const int Calls = 8;

    public static string RunId(int number) => $"run-{number}";

    /// <summary>What each run returns when everything happened once.</summary>
    public static int Expected(int number) => Rounds * (Enumerable.Range(0, Calls).Sum() + number);

    /// <summary>What the collector returns when each event came once.</summary>
    public static int ExpectedCollected => Enumerable.Range(0, Runs).Sum(Expected);

    public static async Task RunAsync(string storePath)
    {
        var settings = new SqliteOrchestrationServiceSettings
        {
            StorePath = storePath,
            ExtendedSessionIdleTimeout = TimeSpan.FromMilliseconds(20),
        };
        await using var service = new SqliteOrchestrationService(
            settings,
            NullLoggerFactory.Instance,
            TimeProvider.System
        );
        using var worker = new TaskHubWorker(service) { ErrorPropagationMode = ErrorPropagationMode.UseFailureDetails };
        Register(new Code(worker));
        await worker.StartAsync();
        Console.WriteLine("started");
        var client = new TaskHubClient(service);
        await StartAsync(client, "Collect", Collector, 0);
        for (var number = 0; number < Runs; number++)
            await StartAsync(client, "Run", RunId(number), new Progress(number, Rounds, 0));
        await service.WaitForOrchestrationAsync(Collector, "", Timeout.InfiniteTimeSpan, CancellationToken.None);
        for (var number = 0; number < Runs; number++)
            await service.WaitForOrchestrationAsync(
                RunId(number),
                "",
                Timeout.InfiniteTimeSpan,
                CancellationToken.None
            );
    }

    private static async Task StartAsync(TaskHubClient client, string name, string id, object input)
    {
        OrchestrationStatus[] any = Enum.GetValues<OrchestrationStatus>();
        try
        {
            await client.CreateOrchestrationInstanceAsync(name, "", id, input, null, any);
        }
        catch (OrchestrationAlreadyExistsException)
        {
            // An earlier process started it.
        }
    }

    private static void Register(Code code) =>
        code.Activity<int, int>("Same", number => number)
            .Orchestration<int, int>("Child", (turns, number) => turns.CallAsync<int>("Same", number))
            .Orchestration<Progress, int>(
                "Run",
                async (turns, progress) =>
                {
                    var calls = Enumerable
                        .Range(0, Calls)
                        .Select(number => turns.CallAsync<int>("Same", number))
                        .ToList();
                    var child = turns.CallChildAsync<int>("Child", $"{turns.Id}-{progress.Left}", progress.Number);
                    await turns.TimerAsync(TimeSpan.FromMilliseconds(20));
                    var added = (await Task.WhenAll(calls)).Sum() + await child;
                    turns.Send(Collector, "Add", added);
                    var next = progress with { Left = progress.Left - 1, Sum = progress.Sum + added };
                    if (next.Left > 0)
                        turns.Context.ContinueAsNew(next);
                    return next.Sum;
                }
            )
            .Orchestration<int, int>(
                "Collect",
                async (turns, sum) =>
                {
                    sum += await turns.EventAsync<int>("Add");
                    if (sum < ExpectedCollected)
                        turns.Context.ContinueAsNew(sum);
                    return sum;
                }
            );

    internal sealed record Progress(int Number, int Left, int Sum);
}
