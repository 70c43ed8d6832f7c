using FunctionsHost.Durable;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Durable;

public sealed class EngineTests
{
    private static TestFunctions Steps(int count) =>
        new TestFunctions()
            .Activity<int, int>("Step", Task.FromResult)
            .Orchestrator<object, int>(
                "Steps",
                async (context, _) =>
                {
                    var sum = 0;
                    for (var each = 1; each <= count; each++)
                        sum += await context.CallActivityAsync<int>("Step", each);
                    return sum;
                }
            );

    private static Task<TestHost> StartAsync(Mode mode, TestFunctions functions, ILoggerFactory? loggers = null) =>
        TestHost.StartAsync(mode, functions, loggers: loggers, open: TestStore.InMemory);

    [Theory]
    [InlineData(Mode.Isolated)]
    [InlineData(Mode.IsolatedInSessions)]
    public async Task LostWorker_InTheMiddleOfATurnAndOfAnActivity_DoesThemAgain(Mode mode)
    {
        await using var host = await StartAsync(mode, Steps(5));
        var calls = 0;
        host.Worker.Before = _ =>
        {
            if (Interlocked.Increment(ref calls) is 3 or 4)
                throw new WorkerLostException("killed");
        };

        var ended = await host.RunAsync("Steps");

        ended.ReadOutputAs<int>().ShouldBe(15);
        host.Store.Memory.Abandoned.ShouldBe(2);
    }

    [Fact]
    public async Task ExtendedSession_WhoseWorkerForgot_GetsTheWholeHistoryAgain()
    {
        await using var host = await StartAsync(Mode.IsolatedInSessions, Steps(6));
        var activities = 0;
        host.Worker.Before = function =>
        {
            if (function.Trigger is ActivityTrigger && ++activities == 4)
                host.Worker.ForgetSessions();
        };

        var ended = await host.RunAsync("Steps");

        ended.ReadOutputAs<int>().ShouldBe(21);
        host.Store.Memory.Abandoned.ShouldBe(1);
        host.Worker.Requests.Count(each => each.PastEvents.Count > 0).ShouldBe(1);
    }

    [Fact]
    public async Task ExtendedSession_OfManyTurns_SendsNoEventTwice()
    {
        await using var host = await StartAsync(Mode.IsolatedInSessions, Steps(20));

        await host.RunAsync("Steps");

        host.Worker.Requests.Count.ShouldBe(21);
        host.Worker.Requests.ShouldAllBe(each => each.PastEvents.Count == 0);
    }

    [Fact]
    public async Task NoSessions_OfManyTurns_SendsTheHistoryEachTime()
    {
        await using var host = await StartAsync(Mode.Isolated, Steps(3));

        await host.RunAsync("Steps");

        host.Worker.Requests.Select(each => each.PastEvents.Count).ShouldBe([0, 4, 8, 12]);
        host.Worker.Requests.ShouldAllBe(each => each.Properties["IncludeState"].BoolValue);
    }

    [Fact]
    public async Task Stop_WhileAnActivityRuns_LetsItEndAndKeepsItsResult()
    {
        var (functions, begun, goOn) = Blocking();
        await using var host = await StartAsync(Mode.Isolated, functions);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Block");
        await begun.Task;

        var stopping = host.Engine.StopAsync(TimeSpan.FromSeconds(30));
        var stoppedBefore = stopping.IsCompleted;
        goOn.SetResult();
        await stopping;

        stoppedBefore.ShouldBeFalse();
        host.Store.Memory.Abandoned.ShouldBe(0);
        host.Store.Memory.WaitingMessages.ShouldBe(1);
    }

    [Fact]
    public async Task Stop_WhenTheDrainIsOver_GivesTheActivityBack()
    {
        var (functions, begun, goOn) = Blocking();
        await using var host = await StartAsync(Mode.InProcess, functions);
        await host.Client.ScheduleNewOrchestrationInstanceAsync("Block");
        await begun.Task;

        await host.Engine.StopAsync(TimeSpan.FromMilliseconds(20));
        goOn.SetResult();

        host.Store.Memory.Abandoned.ShouldBe(1);
        host.Store.Memory.WaitingMessages.ShouldBe(0);
    }

    [Fact]
    public async Task Activity_ThatCannotBeMade_FailsAndIsNotTriedForEver()
    {
        var functions = new TestFunctions()
            .Activity("Unmade", () => throw new InvalidOperationException("no such service"))
            .Orchestrator<object, string>("Call", (context, _) => context.CallActivityAsync<string>("Unmade")!);
        await using var host = await StartAsync(Mode.InProcess, functions);

        var ended = await host.RunAsync("Call");

        ended.FailureDetails!.ErrorMessage.ShouldContain("no such service");
    }

    [Fact]
    public async Task Log_OfManyInstances_IsEmptyUnlessSomethingIsWrong()
    {
        var lines = new LogLines();
        using var loggers = LoggerFactory.Create(logging =>
            logging.AddProvider(lines).AddFilter("DurableTask.Core", LogLevel.Warning)
        );
        await using var host = await StartAsync(Mode.IsolatedInSessions, Steps(5), loggers: loggers);

        await host.RunAsync("Steps");

        lines.ShouldBeEmpty();
    }

    [Fact]
    public void Functions_WithTheSameName_AreRefused()
    {
        var trigger = new OrchestrationTrigger("Same");
        var options = new DurableEngineOptions
        {
            Store = new MemoryOrchestrationService(TimeProvider.System),
            Worker = null!,
            Loggers = LoggerFactory.Create(_ => { }),
            Functions =
            [
                new FunctionDefinition("1", "Same", trigger),
                new FunctionDefinition("2", "same", new OrchestrationTrigger("same")),
            ],
        };

        Should
            .Throw<ArgumentException>(() => new DurableEngine(options))
            .Message.ShouldContain("two orchestrator functions with the name 'same'");
    }

    private static (TestFunctions Functions, TaskCompletionSource Started, TaskCompletionSource GoOn) Blocking()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var goOn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var functions = new TestFunctions()
            .Orchestrator<object, string>("Block", (context, _) => context.CallActivityAsync<string>("Block")!)
            .Activity<object, string>(
                "Block",
                async _ =>
                {
                    begun.TrySetResult();
                    await goOn.Task;
                    return "done";
                }
            );
        return (functions, begun, goOn);
    }

    private sealed class LogLines : List<string>, ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Add(formatter(state, exception));

        public void Dispose() { }
    }
}
