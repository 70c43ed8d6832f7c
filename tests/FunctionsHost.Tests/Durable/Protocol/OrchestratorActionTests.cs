using DurableTask.Core;
using DurableTask.Core.Command;
using DurableTask.Core.Exceptions;
using DurableTask.Core.History;
using FunctionsHost.Durable.Protocol;
using Google.Protobuf.WellKnownTypes;
using P = Microsoft.DurableTask.Protobuf;

namespace FunctionsHost.Tests.Durable.Protocol;

public sealed class OrchestratorActionTests
{
    [Fact]
    public void ScheduleTask_HasVersionAndTags()
    {
        var source = new P.ScheduleTaskAction
        {
            Name = "A",
            Version = "2",
            Input = "[1]",
            Tags = { ["t"] = "v" },
        };

        var action = Read<ScheduleTaskOrchestratorAction>(new() { Id = 3, ScheduleTask = source });

        action.Id.ShouldBe(3);
        action.Name.ShouldBe("A");
        action.Version.ShouldBe("2");
        action.Input.ShouldBe("[1]");
        action.Tags!["t"].ShouldBe("v");
    }

    [Fact]
    public void SubOrchestration_HasItsIdVersionAndTags()
    {
        var source = new P.CreateSubOrchestrationAction
        {
            Name = "S",
            InstanceId = "s-1",
            Version = "2",
            Input = "1",
            Tags = { ["t"] = "v" },
        };

        var action = Read<CreateSubOrchestrationAction>(new() { CreateSubOrchestration = source });

        action.InstanceId.ShouldBe("s-1");
        action.Version.ShouldBe("2");
        action.Input.ShouldBe("1");
        action.Tags!["t"].ShouldBe("v");
    }

    [Fact]
    public void Timer_FiresAtTheTimeInUtc()
    {
        var at = new DateTime(2031, 5, 1, 2, 0, 0, DateTimeKind.Utc);

        var action = Read<CreateTimerOrchestratorAction>(
            new() { CreateTimer = new() { FireAt = Timestamp.FromDateTime(at) } }
        );

        action.FireAt.ShouldBe(at);
        action.FireAt.Kind.ShouldBe(DateTimeKind.Utc);
    }

    [Theory]
    [InlineData(P.OrchestrationStatus.Completed, OrchestrationStatus.Completed)]
    [InlineData(P.OrchestrationStatus.Terminated, OrchestrationStatus.Terminated)]
    [InlineData(P.OrchestrationStatus.Failed, OrchestrationStatus.Failed)]
    [InlineData(P.OrchestrationStatus.ContinuedAsNew, OrchestrationStatus.ContinuedAsNew)]
    public void Complete_HasStatusResultFailureAndWhatIsCarriedOver(
        P.OrchestrationStatus status,
        OrchestrationStatus expected
    )
    {
        var source = new P.CompleteOrchestrationAction
        {
            OrchestrationStatus = status,
            Result = "7",
            Details = "more",
            NewVersion = "3",
            FailureDetails = new() { ErrorType = "E", ErrorMessage = "m" },
            CarryoverEvents =
            {
                new P.HistoryEvent
                {
                    EventId = -1,
                    EventRaised = new() { Name = "n", Input = "i" },
                },
            },
            Tags = { ["t"] = "v" },
        };

        var action = Read<OrchestrationCompleteOrchestratorAction>(new() { CompleteOrchestration = source });

        action.OrchestrationStatus.ShouldBe(expected);
        action.Result.ShouldBe("7");
        action.Details.ShouldBe("more");
        action.NewVersion.ShouldBe("3");
        action.FailureDetails!.ErrorMessage.ShouldBe("m");
        action.Tags["t"].ShouldBe("v");
        var carried = action.CarryoverEvents.ShouldHaveSingleItem().ShouldBeOfType<EventRaisedEvent>();
        carried.Name.ShouldBe("n");
        carried.Input.ShouldBe("i");
    }

    [Fact]
    public void Entities_AreRefused() =>
        Should
            .Throw<NotSupportedException>(() => OrchestratorActions.FromProtobuf(new() { SendEntityMessage = new() }))
            .Message.ShouldBe("This host has no durable entities.");

    [Fact]
    public void OutOfMemory_InTheWorker_RunsTheTurnAgain()
    {
        var cause = new FailureDetails("System.OutOfMemoryException", "none left", null, null, false);
        var failed = new OrchestrationCompleteOrchestratorAction
        {
            OrchestrationStatus = OrchestrationStatus.Failed,
            FailureDetails = new FailureDetails(
                "Microsoft.DurableTask.TaskFailedException",
                "task",
                null,
                cause,
                false
            ),
        };

        Should.Throw<SessionAbortedException>(() => WorkerFaults.AbandonIfOutOfMemory([failed]));
    }

    private static T Read<T>(P.OrchestratorAction action)
        where T : OrchestratorAction => OrchestratorActions.FromProtobuf(action).ShouldBeOfType<T>();
}
