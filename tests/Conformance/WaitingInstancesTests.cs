using System.Collections.Concurrent;
using AzureStorage;
using FunctionsHost.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Conformance;

/// <summary>
/// More instances than can be worked on at once: messages are fetched before their turn comes, and may be given out
/// again meanwhile.
/// </summary>
public sealed class WaitingInstancesTests
{
    private const int Instances = 500;

    [AzuriteFact]
    public async Task FiveHundredInstances_WaitingForTheirTurn_DoNothingTwice()
    {
        // All of them together take half a minute on a quiet machine.
        var within = TimeSpan.FromMinutes(5);
        ConcurrentBag<int> done = [];
        var functions = new TestFunctions()
            .Activity<int, int>(
                "Do",
                number =>
                {
                    done.Add(number);
                    return Task.FromResult(number);
                }
            )
            .Orchestrator<int, int>(
                "Wait",
                async (context, number) =>
                {
                    await context.WaitForExternalEvent<string>("go");
                    return await context.CallActivityAsync<int>("Do", number);
                }
            );
        await using var host = await Setups.StartAsync(Setup.IsolatedOnAzureStorage, functions);
        var ids = Enumerable.Range(0, Instances).Select(each => $"waiting-{each}").ToList();
        await InParallelAsync(
            ids,
            (id, number) =>
                host.Client.ScheduleNewOrchestrationInstanceAsync("Wait", number, new StartOrchestrationOptions(id))
        );

        // An event for an instance that the storage does not know yet may be dropped there, as in Azure.
        await InParallelAsync(ids, (id, _) => host.Client.WaitForInstanceStartAsync(id));
        await InParallelAsync(ids, (id, _) => host.Client.RaiseEventAsync(id, "go", "now"));
        var ended = new ConcurrentBag<OrchestrationMetadata>();
        await InParallelAsync(ids, async (id, _) => ended.Add(await host.EndOf(id, within)));

        ended.ShouldAllBe(each => each.RuntimeStatus == OrchestrationRuntimeStatus.Completed);
        done.Order().ShouldBe(Enumerable.Range(0, Instances));
    }

    private static Task InParallelAsync(IEnumerable<string> ids, Func<string, int, Task> act) =>
        Parallel.ForEachAsync(
            ids.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = 20 },
            async (each, _) => await act(each.Item, each.Index)
        );
}
