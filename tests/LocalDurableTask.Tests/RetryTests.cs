using LocalDurableTask.Execution;
using LocalDurableTask.History;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class RetryTests
{
    private int calls;

    [Fact]
    public async Task RetryPolicy_SucceedsOnTheThirdAttempt_WaitsGrow()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromSeconds(10), backoffCoefficient: 3));
        await using var hub = await TestHub.StartAsync(r => Register(r, options, failures: 2));
        var id = await hub.StartAsync("Run");

        await hub.HistoryAsync<TimerCreated>(id, 1);
        hub.Time.Advance(TimeSpan.FromSeconds(10));
        var history = await hub.HistoryAsync<TimerCreated>(id, 2);
        hub.Time.Advance(TimeSpan.FromSeconds(30));

        (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(3);
        var start = history[0].Timestamp;
        history.OfType<TimerCreated>().Select(t => (t.TaskId, (t.FireAt - start).TotalSeconds)).ShouldBe([(1, 10.0), (3, 40.0)]);
    }

    [Fact]
    public async Task RetryPolicy_AttemptsAreUsedUp_FailsWithTheLastFailure()
    {
        var options = TaskOptions.FromRetryPolicy(new RetryPolicy(2, TimeSpan.FromSeconds(1)));
        await using var hub = await TestHub.StartAsync(r => Register(r, options, failures: 9));
        var id = await hub.StartAsync("Run");

        await hub.HistoryAsync<TimerCreated>(id);
        hub.Time.Advance(TimeSpan.FromSeconds(1));

        (await hub.EndAsync(id)).FailureDetails!.InnerFailure!.ErrorMessage.ShouldBe("attempt 2");
        calls.ShouldBe(2);
    }

    [Fact]
    public async Task RetryPolicy_HandleFailureSaysNo_IsNotTriedAgain()
    {
        var policy = new RetryPolicy(5, TimeSpan.FromSeconds(1)) { HandleFailure = failure => !failure.IsCausedBy<InvalidDataException>() };
        await using var hub = await TestHub.StartAsync(r => Register(r, TaskOptions.FromRetryPolicy(policy), failures: 9));

        (await hub.RunAsync("Run")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task RetryPolicy_TimeIsUp_IsNotTriedAgain()
    {
        var policy = new RetryPolicy(9, TimeSpan.FromSeconds(10), retryTimeout: TimeSpan.FromSeconds(10));
        await using var hub = await TestHub.StartAsync(r => Register(r, TaskOptions.FromRetryPolicy(policy), failures: 9));
        var id = await hub.StartAsync("Run");

        await hub.HistoryAsync<TimerCreated>(id);
        hub.Time.Advance(TimeSpan.FromSeconds(10));

        (await hub.EndAsync(id)).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        calls.ShouldBe(2);
    }

    [Fact]
    public async Task RetryHandler_SaysYesTwice_IsTriedThreeTimes()
    {
        var seen = new List<(int Attempt, string Message)>();
        var options = TaskOptions.FromRetryHandler(context =>
        {
            if (!context.OrchestrationContext.IsReplaying)
                seen.Add((context.LastAttemptNumber, context.LastFailure.ErrorMessage));
            return context.LastAttemptNumber < 3;
        });
        await using var hub = await TestHub.StartAsync(r => Register(r, options, failures: 9));

        (await hub.RunAsync("Run")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        seen.ShouldBe([(1, "attempt 1"), (2, "attempt 2"), (3, "attempt 3")]);
    }

    [Fact]
    public async Task AsyncRetryHandler_WaitsOnADurableTimer_IsTriedAfterIt()
    {
        var options = TaskOptions.FromRetryHandler(async context =>
        {
            await context.OrchestrationContext.CreateTimer(TimeSpan.FromMinutes(5), CancellationToken.None);
            return true;
        });
        await using var hub = await TestHub.StartAsync(r => Register(r, options, failures: 1));
        var id = await hub.StartAsync("Run");

        await hub.HistoryAsync<TimerCreated>(id);
        hub.Time.Advance(TimeSpan.FromMinutes(5));

        (await hub.EndAsync(id)).ReadOutputAs<int>().ShouldBe(2);
    }

    [Fact]
    public async Task RetryPolicy_OfASubOrchestration_RunsItAgainUnderTheSameId()
    {
        var ids = new List<string>();
        var retry = new RetryPolicy(3, TimeSpan.FromSeconds(1));
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync<string>("Child", TaskOptions.FromRetryPolicy(retry)))
            .AddOrchestratorFunc<string>("Child", context =>
            {
                ids.Add(context.InstanceId);
                return ids.Count < 2 ? throw new InvalidDataException("once") : Task.FromResult("done");
            }));
        var id = await hub.StartAsync("Parent");

        await hub.HistoryAsync<TimerCreated>(id);
        hub.Time.Advance(TimeSpan.FromSeconds(1));

        (await hub.EndAsync(id)).ReadOutputAs<string>().ShouldBe("done");
        ids.Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(4, 60)]
    [InlineData(400, 60)]
    public void Delay_AfterFailures_GrowsToTheLongest(int failures, int seconds) =>
        Retries.Delay(new RetryPolicy(9, TimeSpan.FromSeconds(10), 2, TimeSpan.FromSeconds(60)), failures).TotalSeconds.ShouldBe(seconds);

    private void Register(DurableTaskRegistry registry, TaskOptions options, int failures) => registry
        .AddOrchestratorFunc("Run", context => context.CallActivityAsync<int>("Flaky", options))
        .AddActivityFunc<object?, int>("Flaky", (_, _) =>
            Interlocked.Increment(ref calls) is var call && call > failures ? call : throw new InvalidDataException($"attempt {call}"));
}
