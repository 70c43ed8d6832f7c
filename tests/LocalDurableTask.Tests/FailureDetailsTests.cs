using Microsoft.DurableTask;

namespace LocalDurableTask.Tests;

/// <summary>What is left of an exception once it has been through the store.</summary>
public class FailureDetailsTests
{
    [Theory]
    [InlineData(typeof(ShopClosedException), true)]
    [InlineData(typeof(InvalidOperationException), true)]
    [InlineData(typeof(Exception), true)]
    [InlineData(typeof(TimeoutException), false)]
    public async Task IsCausedBy_TypeOrBaseType_IsTrue(Type type, bool expected)
    {
        await using var hub = await TestHub.StartAsync(r => Register(r, () => new ShopClosedException("closed")));

        (await CaughtAsync(hub)).IsCausedBy(type).ShouldBe(expected);
    }

    [Fact]
    public async Task Activity_ThrowsWithCauses_AllOfThemAreThereInOrder()
    {
        await using var hub = await TestHub.StartAsync(r => Register(r, () =>
            new InvalidDataException("outer", new TimeoutException("middle", new ShopClosedException("inner")))));

        var details = await CaughtAsync(hub);

        details.InnerFailure!.ErrorType.ShouldBe("System.TimeoutException");
        details.InnerFailure.InnerFailure!.ErrorMessage.ShouldBe("inner");
        details.InnerFailure.InnerFailure.IsCausedBy<ShopClosedException>().ShouldBeTrue();
        details.InnerFailure.InnerFailure.InnerFailure.ShouldBeNull();
        details.StackTrace!.ShouldContain(nameof(FailureDetailsTests));
    }

    [Fact]
    public async Task Activity_IsCancelled_IsAFailureOfThatType()
    {
        await using var hub = await TestHub.StartAsync(r => Register(r, () => new OperationCanceledException("gave up")));

        (await CaughtAsync(hub)).IsCausedBy<OperationCanceledException>().ShouldBeTrue();
    }

    [Fact]
    public async Task Failure_ThroughTwoOrchestrations_KeepsTheOriginalInside()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Grandparent", context => context.CallSubOrchestratorAsync("Parent"))
            .AddOrchestratorFunc("Parent", context => context.CallActivityAsync("Fail"))
            .AddActivityFunc("Fail", _ => throw new ShopClosedException("closed")));

        var failure = (await hub.RunAsync("Grandparent")).FailureDetails!;

        failure.ErrorType.ShouldBe("Microsoft.DurableTask.TaskFailedException");
        failure.InnerFailure!.ErrorType.ShouldBe("Microsoft.DurableTask.TaskFailedException");
        failure.InnerFailure.InnerFailure!.IsCausedBy<ShopClosedException>().ShouldBeTrue();
    }

    [Fact]
    public async Task SubOrchestrator_FailsAndIsCaught_ParentGoesOn()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Parent", async context =>
            {
                try
                {
                    await context.CallSubOrchestratorAsync("Child");
                }
                catch (TaskFailedException error) when (error.FailureDetails.IsCausedBy<ShopClosedException>())
                {
                    return await context.CallActivityAsync<string>("MakeUp");
                }

                return "";
            })
            .AddOrchestratorFunc("Child", _ => throw new ShopClosedException("closed"))
            .AddActivityFunc<object?, string>("MakeUp", (_, _) => "made up"));

        (await hub.RunAsync("Parent")).ReadOutputAs<string>().ShouldBe("made up");
    }

    [Fact]
    public async Task Orchestrator_ThrowsAfterAnAwait_FailsWithItsOwnException()
    {
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", async context =>
            {
                await context.CallActivityAsync("Nothing");
                throw new ShopClosedException("after all", new TimeoutException("late"));
            })
            .AddActivityFunc("Nothing", _ => Task.CompletedTask));

        var end = await hub.RunAsync("Run");

        end.FailureDetails!.ErrorType.ShouldBe(typeof(ShopClosedException).FullName);
        end.FailureDetails.InnerFailure!.ErrorMessage.ShouldBe("late");
        end.SerializedOutput.ShouldBe("after all");
    }

    [Fact]
    public async Task TaskFailedException_OfTheSecondCall_NamesTaskAndNumber()
    {
        TaskFailedException? caught = null;
        await using var hub = await TestHub.StartAsync(r => r
            .AddOrchestratorFunc("Run", async context =>
            {
                await context.CallActivityAsync("Nothing");
                try
                {
                    await context.CallActivityAsync("Fail");
                }
                catch (TaskFailedException error)
                {
                    caught = error;
                }
            })
            .AddActivityFunc("Nothing", _ => Task.CompletedTask)
            .AddActivityFunc("Fail", _ => throw new ShopClosedException("closed")));

        await hub.RunAsync("Run");

        (caught!.TaskName, caught.TaskId, caught.Message).ShouldBe(("Fail", 1, "Task 'Fail' (#1) failed with an unhandled exception: closed"));
    }

    private static async Task<TaskFailureDetails> CaughtAsync(TestHub hub) => (await hub.RunAsync("Run")).FailureDetails!.InnerFailure!;

    private static void Register(DurableTaskRegistry registry, Func<Exception> error) => registry
        .AddOrchestratorFunc("Run", context => context.CallActivityAsync("Fail"))
        .AddActivityFunc("Fail", _ => throw error());

    private sealed class ShopClosedException(string message, Exception? cause = null) : InvalidOperationException(message, cause);
}
