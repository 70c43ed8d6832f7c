using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

/// <summary>Faults at the checkpoint: what was done and could not be written is done or written again, and has one effect.</summary>
public class FaultTests
{
    [Fact]
    public async Task Commit_OfATurnFails_TheTurnIsRunAgainWithOneEffect()
    {
        await using var hub = await TestHub.StartAsync(Register);
        var id = await hub.StartAsync("Wait");
        await hub.Client.WaitForInstanceStartAsync(id, TestHub.Limit());
        var failed = FailCommits(hub, 2, skip: 1);

        await hub.Client.RaiseEventAsync(id, "Go", "x");
        await failed;
        var end = await AdvanceUntilEndAsync(hub, id);

        end.ReadOutputAs<string>().ShouldBe("1 x");
        (await hub.Hub.HistoryAsync(id, CancellationToken.None)).OfType<TaskScheduled>().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Commit_OfAnActivitysAnswerFails_TheActivityIsNotRunAgain()
    {
        var gate = new Gate();
        var runs = 0;
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync<int>("Work"))
            .AddActivityFunc<object?, int>("Work", async (_, _) =>
            {
                await gate.PassAsync();
                return Interlocked.Increment(ref runs);
            }));
        var id = await hub.StartAsync("Run");
        await gate.Entered;
        var failed = FailCommits(hub, 2);

        gate.Open();
        await failed;
        var end = await AdvanceUntilEndAsync(hub, id);

        end.ReadOutputAs<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Commit_OfAStartFails_TheCallerIsToldAndNothingStarts()
    {
        await using var hub = await TestHub.StartAsync(Register);
        _ = FailCommits(hub, 2);

        await Should.ThrowAsync<IOException>(() => hub.StartAsync("Wait", id: "never"));

        (await hub.Client.GetInstanceAsync("never")).ShouldBeNull();
    }

    // A failed transaction is tried once more by itself, so two failures fail a request for good.
    private static Task FailCommits(TestHub hub, int count, int skip = 0)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var seen = 0;
        hub.Hub.Runtime.Writer.BeforeCommit = () =>
        {
            if (++seen <= skip)
                return;
            if (seen == skip + count)
                done.TrySetResult();
            if (seen <= skip + count)
                throw new IOException("the disk is full");
        };
        return done.Task.WaitAsync(TestHub.Limit());
    }

    // The retry is set on the test's clock some moments after the failure, so the clock is moved until it has come.
    private static async Task<OrchestrationMetadata> AdvanceUntilEndAsync(TestHub hub, string id)
    {
        var end = hub.EndAsync(id);
        while (!end.IsCompleted)
        {
            hub.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        return await end;
    }

    private static void Register(DurableTaskRegistry registry) => registry
        .AddOrchestratorFunc<string>("Wait", async context =>
        {
            var text = await context.WaitForExternalEvent<string>("Go");
            return $"{await context.CallActivityAsync<int>("One")} {text}";
        })
        .AddActivityFunc<object?, int>("One", (_, _) => 1);
}
