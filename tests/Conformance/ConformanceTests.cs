using AzureStorage;
using CommerceAnalytics.Functions.Retry;
using DurableTask.Core.History;
using FunctionsHost.Tests.Durable;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Conformance;

/// <summary>
/// The same orchestrations end alike in this process and in an isolated worker, on SQLite and on Azure Storage, with
/// and without extended sessions.
/// </summary>
public sealed class ConformanceTests
{
    private sealed record Order(int Number, string Text, DateTimeOffset At, decimal Sum);

    private static readonly Order Sample = new(
        7,
        "Grüße <&> \"€\"\n",
        new DateTimeOffset(2031, 5, 1, 2, 3, 4, TimeSpan.FromHours(2)),
        1.50m
    );

    public static TheoryData<Setup> All => new(Setups.Here);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Activities_InSequence_GetInputsAndGiveResults(Setup setup)
    {
        var functions = new TestFunctions()
            .Activity<Order, Order>("Echo", order => Task.FromResult(order))
            .Activity<string, string>("Shout", text => Task.FromResult(text?.ToUpperInvariant()))
            .Activity<object, string>("Nothing", _ => Task.FromResult<string?>(null))
            .Orchestrator<Order, string>(
                "Sequence",
                async (context, order) =>
                {
                    var echoed = await context.CallActivityAsync<Order>("Echo", order);
                    var shouted = await context.CallActivityAsync<string>("Shout", echoed.Text);
                    var nothing = await context.CallActivityAsync<string?>("Nothing");
                    return $"{echoed == order} {shouted} {nothing ?? "null"}";
                }
            );
        await using var host = await Setups.StartAsync(setup, functions);

        var ended = await host.RunAsync("Sequence", Sample);

        ended.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Completed);
        ended
            .ReadOutputAs<string>()
            .ShouldBe("True GRÜSSE <&> \"€\"\n null".Replace("GRÜSSE", "GRÜßE", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task FanOut_OfAHundred_SumsThemAll(Setup setup)
    {
        var functions = new TestFunctions()
            .Activity<int, int>("Double", number => Task.FromResult(number * 2))
            .Orchestrator<int, int>(
                "FanOut",
                async (context, count) =>
                {
                    var calls = Enumerable
                        .Range(1, count)
                        .Select(each => context.CallActivityAsync<int>("Double", each));
                    return (await Task.WhenAll(calls)).Sum();
                }
            );
        await using var host = await Setups.StartAsync(setup, functions);

        var ended = await host.RunAsync("FanOut", 100);

        ended.ReadOutputAs<int>().ShouldBe(10_100);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task SubOrchestration_ThatFails_TellsItsParentWhy(Setup setup)
    {
        var functions = new TestFunctions()
            .Activity<string, string>(
                "Fail",
                _ => throw new InvalidOperationException("outer", new FormatException("inner"))
            )
            .Orchestrator<object, string>("Child", (context, _) => context.CallActivityAsync<string>("Fail")!)
            .Orchestrator<object, string>(
                "Parent",
                async (context, _) =>
                {
                    try
                    {
                        return await context.CallSubOrchestratorAsync<string>("Child");
                    }
                    catch (TaskFailedException error)
                    {
                        var activity = error.FailureDetails.InnerFailure!;
                        return $"{error.FailureDetails.ErrorType} / {activity.ErrorType}: {activity.ErrorMessage} / {activity.InnerFailure?.ErrorMessage}";
                    }
                }
            );
        await using var host = await Setups.StartAsync(setup, functions);

        var ended = await host.RunAsync("Parent");

        ended
            .ReadOutputAs<string>()
            .ShouldBe("Microsoft.DurableTask.TaskFailedException / System.InvalidOperationException: outer / inner");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Orchestrator_ThatThrows_FailsWithItsException(Setup setup)
    {
        var functions = new TestFunctions().Orchestrator<object, string>(
            "Throw",
            (_, _) => throw new NotSupportedException("no way")
        );
        await using var host = await Setups.StartAsync(setup, functions);

        var ended = await host.RunAsync("Throw");

        ended.RuntimeStatus.ShouldBe(OrchestrationRuntimeStatus.Failed);
        var failure = InstanceFailures.Of(ended)!;
        failure.ErrorType.ShouldBe("System.NotSupportedException");
        failure.ErrorMessage.ShouldBe("no way");
        // The provider on Azure Storage keeps no more of it than that, in the deployed host as here.
        if (Setups.IsOnAzure(setup))
            ended.FailureDetails.ShouldBeNull();
        else
            ended.FailureDetails!.StackTrace.ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Retries_OfAFlakyActivity_GoOnUntilItSucceeds(Setup setup)
    {
        var calls = 0;
        var functions = new TestFunctions()
            .Activity<string, int>("Flaky", _ => ++calls < 3 ? throw new TimeoutException() : Task.FromResult(calls))
            .Orchestrator<object, int>(
                "Retry",
                (context, _) =>
                    context.CallActivityAsync<int>(
                        "Flaky",
                        options: TaskOptions.FromRetryPolicy(new RetryPolicy(5, TimeSpan.FromMilliseconds(10)))
                    )
            );
        await using var host = await Setups.StartAsync(setup, functions);

        var ended = await host.RunAsync("Retry");

        ended.ReadOutputAs<int>().ShouldBe(3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task ContinueAsNew_WithAnUnreadEvent_CarriesItOver(Setup setup)
    {
        var functions = new TestFunctions().Orchestrator<int, string>(
            "Again",
            async (context, round) =>
            {
                context.SetCustomStatus(new { round });
                if (round == 0)
                {
                    await context.WaitForExternalEvent<string>("go");
                    context.ContinueAsNew(1);
                    return null;
                }
                return await context.WaitForExternalEvent<string>("data");
            }
        );
        await using var host = await Setups.StartAsync(setup, functions);
        var id = await host.Client.ScheduleNewOrchestrationInstanceAsync("Again", 0);
        await host.Client.WaitForInstanceStartAsync(id);

        await host.Client.RaiseEventAsync(id, "data", "kept");
        await host.Client.RaiseEventAsync(id, "go", "now");
        var ended = await host.EndOf(id);

        ended.ReadOutputAs<string>().ShouldBe("kept");
        ended.SerializedCustomStatus.ShouldBe("{\"round\":1}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task SentEvent_ToAnotherInstance_Arrives(Setup setup)
    {
        var functions = new TestFunctions()
            .Orchestrator<object, string>("Wait", (context, _) => context.WaitForExternalEvent<string>("hello")!)
            .Orchestrator<string, string>(
                "Send",
                (context, target) =>
                {
                    context.SendEvent(target!, "hello", "from " + context.Name);
                    return Task.FromResult<string?>(null);
                }
            );
        await using var host = await Setups.StartAsync(setup, functions);
        var waiting = await host.Client.ScheduleNewOrchestrationInstanceAsync("Wait");

        await host.RunAsync("Send", waiting);
        var ended = await host.EndOf(waiting);

        ended.ReadOutputAs<string>().ShouldBe("from Send");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task UnknownNames_FailWithAMessageThatNamesWhatIsThere(Setup setup)
    {
        var functions = new TestFunctions()
            .Activity<string, string>("There", Task.FromResult)
            .Orchestrator<object, string>("CallNobody", (context, _) => context.CallActivityAsync<string>("Nobody")!);
        await using var host = await Setups.StartAsync(setup, functions);

        var activity = await host.RunAsync("callnobody");
        var orchestration = await host.RunAsync("Missing");

        InstanceFailures
            .Of(activity)!
            .ErrorMessage.ShouldContain("The app has no activity function with the name 'Nobody'. It has: There.");
        InstanceFailures
            .Of(orchestration)!
            .ErrorMessage.ShouldBe("The app has no orchestrator function with the name 'Missing'. It has: CallNobody.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task CustomStatus_OverSixteenKilobytes_FailsTheInstance(Setup setup)
    {
        var functions = new TestFunctions().Orchestrator<object, string>(
            "Long",
            (context, _) =>
            {
                context.SetCustomStatus(new string('x', 8192));
                return context.WaitForExternalEvent<string>("never")!;
            }
        );
        await using var host = await Setups.StartAsync(setup, functions);

        var ended = await host.RunAsync("Long");

        InstanceFailures
            .Of(ended)!
            .ErrorMessage.ShouldBe("CustomStatus is too large: limit = 16 KB (UTF-16), actual = 16.00 KB.");
    }

    /// <summary>A missing Azurite is to be seen, as a skipped test.</summary>
    [AzuriteFact]
    public void All_WithAzurite_HasAzureStorage() => Setups.Here.ShouldContain(Setup.IsolatedOnAzureStorage);

    [Fact]
    public async Task Histories_OfTheSameOrchestration_AreByteEqualInAllSetups()
    {
        var texts = new Dictionary<Setup, string>();
        foreach (var setup in Setups.Here)
            texts[setup] = await HistoryTextAsync(setup);

        foreach (var (setup, text) in texts)
            text.ShouldBe(texts[Setup.InProcess], $"{setup}");
    }

    /// <summary>All that an orchestration stores but times, ids of executions and stack traces.</summary>
    private static async Task<string> HistoryTextAsync(Setup setup)
    {
        var functions = new TestFunctions()
            .Activity<Order, Order>("Echo", order => Task.FromResult(order))
            .Activity<string, string>("Text", Task.FromResult)
            .Activity<double, double>("Number", Task.FromResult)
            .Activity<Order, string>("Fail", _ => throw new InvalidOperationException("grün <b>"))
            .Orchestrator<Order, object>(
                "All",
                async (context, order) =>
                {
                    await context.CallActivityAsync("Echo", order);
                    await context.CallActivityAsync("Text", order!.Text);
                    await context.CallActivityAsync("Number", 1.0);
                    var failed = context.CallActivityAsync("Fail", order);
                    await Task.WhenAny(failed);
                    return new { order, error = failed.Exception!.InnerException!.Message };
                }
            );
        await using var host = await Setups.StartAsync(setup, functions);
        var ended = await host.RunAsync("All", Sample, "x");
        var lines = (await host.Store.HistoryAsync("x")).Select(Line);
        return string.Join('\n', lines) + '\n' + ended.SerializedOutput;
    }

    private static string Line(HistoryEvent each) =>
        each switch
        {
            ExecutionStartedEvent started => $"started {started.Input}",
            TaskScheduledEvent scheduled => $"scheduled {scheduled.Name} {scheduled.Input}",
            TaskCompletedEvent completed => $"completed {completed.Result}",
            TaskFailedEvent failed => $"failed {failed.FailureDetails!.ErrorType} {failed.FailureDetails.ErrorMessage}",
            ExecutionCompletedEvent ended => $"ended {ended.Result}",
            _ => each.EventType.ToString(),
        };
}
