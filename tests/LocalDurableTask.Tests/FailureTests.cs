using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace LocalDurableTask.Tests;

public class FailureTests
{
    [Fact]
    public async Task Activity_Throws_OrchestratorGetsTypeMessageAndCause()
    {
        TaskFailedException? caught = null;
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", async context =>
            {
                try
                {
                    await context.CallActivityAsync("Break");
                }
                catch (TaskFailedException error)
                {
                    caught = error;
                }
            })
            .AddActivityFunc("Break", _ => throw new InvalidDataException("bad row", new TimeoutException("late"))));

        (await hub.RunAsync("Run")).RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);

        caught!.Message.ShouldBe("Task 'Break' (#0) failed with an unhandled exception: bad row");
        caught.FailureDetails.ErrorType.ShouldBe("System.IO.InvalidDataException");
        caught.FailureDetails.IsCausedBy<SystemException>().ShouldBeTrue();
        caught.FailureDetails.IsCausedBy<TimeoutException>().ShouldBeFalse();
        caught.FailureDetails.InnerFailure!.ErrorMessage.ShouldBe("late");
    }

    [Fact]
    public async Task Orchestrator_LetsATaskFailureOut_FailsWithTheOriginalInside()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync("Break"))
            .AddActivityFunc("Break", _ => throw new InvalidDataException("bad row")));

        var end = await hub.RunAsync("Run");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldBe("Microsoft.DurableTask.TaskFailedException");
        end.FailureDetails.InnerFailure!.ErrorType.ShouldBe("System.IO.InvalidDataException");
        end.SerializedOutput.ShouldBe("Task 'Break' (#0) failed with an unhandled exception: bad row");
    }

    [Fact]
    public async Task SubOrchestrator_Throws_ParentGetsTheChildsFailure()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", context => context.CallSubOrchestratorAsync("Child"))
            .AddOrchestratorFunc("Child", _ => throw new NotSupportedException("not here")));

        var end = await hub.RunAsync("Parent");

        end.FailureDetails!.InnerFailure!.ErrorType.ShouldBe("System.NotSupportedException");
        end.FailureDetails.ErrorMessage.ShouldBe("Task 'Child' (#0) failed with an unhandled exception: not here");
    }

    [Fact]
    public async Task Activity_IsNotRegistered_FailsAsNotFoundWithoutRetry()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestratorFunc("Run", context =>
            context.CallActivityAsync("Missing", TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromHours(1))))));

        (await hub.RunAsync("Run")).FailureDetails!.InnerFailure!.ErrorType.ShouldBe("ActivityTaskNotFound");
    }

    [Fact]
    public async Task Orchestrator_IsNotRegistered_InstanceFailsAsNotFound()
    {
        await using var hub = await TestHub.StartAsync(_ => { });

        var end = await hub.RunAsync("Missing");

        end.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        end.FailureDetails!.ErrorType.ShouldBe("OrchestratorTaskNotFound");
    }

    [Fact]
    public async Task Activity_InputDoesNotFit_FailsInsteadOfHanging()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", context => context.CallActivityAsync<int>("Number", "not a number"))
            .AddActivityFunc<int, int>("Number", (_, number) => number));

        (await hub.RunAsync("Run")).FailureDetails!.InnerFailure!.ErrorType.ShouldBe("System.Text.Json.JsonException");
    }

    [Fact]
    public async Task Orchestrator_CannotBeMade_InstanceFails()
    {
        await using var hub = await TestHub.StartAsync(r => r.AddOrchestrator("Run", () => throw new InvalidDataException("no service")));

        (await hub.RunAsync("Run")).FailureDetails!.ErrorMessage.ShouldBe("no service");
    }
}
