using DurableTask.Core;
using DurableTask.Core.History;
using DurableTask.Core.Tracing;
using DurableTask.Sqlite.Events;

namespace DurableTask.Sqlite.Tests;

/// <summary>Whatever Core puts into an event comes back from the store as it was.</summary>
public class EventJsonTests
{
    private static readonly DateTime Time = new(2025, 10, 28, 4, 5, 6, 789, DateTimeKind.Utc);

    // A text that looks like a date must stay one; characters that JSON escapes, too.
    private const string Text = "2025-10-28T04:05:06Z \"quoted\" ümlaut 😀 </script>\n";

    private static readonly Dictionary<string, string> Tags = new() { ["key"] = Text, ["2"] = "" };

    private static readonly FailureDetails Failure = new(
        "Type",
        Text,
        "at X",
        new FailureDetails("Inner", "why", null, new FailureDetails("Innermost", "", "at Y", null, false), true),
        true,
        new Dictionary<string, object?>
        {
            ["text"] = "2025-10-28T04:05:06Z",
            ["number"] = 5L,
            ["real"] = 0.1,
            ["yes"] = true,
            ["none"] = null,
        }
    );

    private static readonly DistributedTraceContext Trace = new(
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "vendor=1"
    )
    {
        Id = "00-0af7651916cd43dd8448eb211c80319c-aaaaaaaaaaaaaaaa-01",
        SpanId = "aaaaaaaaaaaaaaaa",
        ActivityStartTime = new DateTimeOffset(2025, 10, 28, 6, 5, 6, 789, TimeSpan.FromHours(2)).AddTicks(1234),
    };

    private static readonly HistoryEvent[] Events =
    [
        new ExecutionStartedEvent(-1, Text)
        {
            Name = "Name",
            Version = "1.0",
            Tags = Tags,
            ParentTraceContext = Trace,
            ScheduledStartTime = Time,
            Generation = 3,
            Correlation = "c",
            GenerateNewTrace = true,
            OrchestrationInstance = new() { InstanceId = "one", ExecutionId = "x" },
            ParentInstance = new()
            {
                Name = "Parent",
                Version = "2",
                TaskScheduleId = 7,
                OrchestrationInstance = new() { InstanceId = "above", ExecutionId = "y" },
            },
        },
        new ExecutionCompletedEvent(4, Text, OrchestrationStatus.Failed, Failure),
        new ExecutionTerminatedEvent(-1, Text),
        new TaskScheduledEvent(5, "Name", "1", Text) { Tags = Tags, ParentTraceContext = Trace },
        new TaskCompletedEvent(-1, 5, Text),
        new TaskFailedEvent(-1, 5, "reason", "details", Failure),
        new SubOrchestrationInstanceCreatedEvent(6)
        {
            Name = "Name",
            Version = "1",
            InstanceId = "below",
            Input = Text,
            ClientSpanId = "aaaaaaaaaaaaaaaa",
            Tags = Tags,
        },
        new SubOrchestrationInstanceCompletedEvent(-1, 6, Text),
        new SubOrchestrationInstanceFailedEvent(-1, 6, "reason", "details", Failure),
        new TimerCreatedEvent(7, Time),
        new TimerFiredEvent(-1, Time) { TimerId = 7 },
        new OrchestratorStartedEvent(-1),
        new OrchestratorCompletedEvent(-1),
        new EventSentEvent(8)
        {
            InstanceId = "other",
            Name = "Go",
            Input = Text,
        },
        new EventRaisedEvent(-1, Text) { Name = "Go", ParentTraceContext = Trace },
        new ContinueAsNewEvent(9, Text),
        new GenericEvent(10, Text),
        new ExecutionSuspendedEvent(-1, Text),
        new ExecutionResumedEvent(-1, Text),
        new ExecutionRewoundEvent(-1, Text)
        {
            ParentExecutionId = "x",
            InstanceId = "one",
            ParentTraceContext = Trace,
        },
        new HistoryStateEvent(
            11,
            new OrchestrationState
            {
                Name = "Name",
                Output = Text,
                FailureDetails = Failure,
                CreatedTime = Time,
            }
        ),
    ];

    public static TheoryData<EventType> Types => new(Events.Select(what => what.EventType));

    [Theory]
    [MemberData(nameof(Types))]
    public void Read_WhatWasWritten_HasEveryMember(EventType type)
    {
        var written = Events.Single(what => what.EventType == type);
        written.Timestamp = Time.AddTicks(4321);
        var text = EventJson.Write(written);

        var read = EventJson.Read(type, text);

        read.ShouldBeOfType(written.GetType());
        read.ShouldBeEquivalentTo(written);
        EventJson.Write(read).ShouldBe(text);
    }

    [Fact]
    public void Types_OfEveryKindThatCoreHas_AreCovered()
    {
        var ofCore = HistoryEvent.KnownTypes().Where(type => !type.IsAbstract);

        ofCore.Except(Events.Select(what => what.GetType())).ShouldBeEmpty();
    }

    [Fact]
    public void Read_PropertiesOfAFailure_ArePlainValues()
    {
        var properties = new Dictionary<string, object?>
        {
            ["list"] = new List<object?> { 1L, "2025-10-28T04:05:06Z" },
            ["map"] = new Dictionary<string, object?> { ["a"] = 1L },
        };
        var failure = new FailureDetails("Type", "why", null, null, false, properties);

        var read = EventJson.Read<FailureDetails>(EventJson.Write(failure)).Properties!;

        read["list"].ShouldBeOfType<List<object?>>().ShouldBe([1L, "2025-10-28T04:05:06Z"]);
        read["map"].ShouldBeOfType<Dictionary<string, object?>>()["a"].ShouldBe(1L);
    }
}
