using DurableTask.Core.History;
using FunctionsHost.Durable.Client;
using Newtonsoft.Json;

namespace FunctionsHost.Tests.Durable;

public sealed class HistoryJsonTests
{
    private static readonly DateTime Day = new(2031, 5, 1, 2, 0, 0, DateTimeKind.Utc);

    private static readonly HistoryEvent[] History =
    [
        new OrchestratorStartedEvent(-1) { Timestamp = Day },
        new TaskScheduledEvent(0, "A", "1", "[\"2031-05-01T02:00:00Z\"]")
        {
            Tags = new Dictionary<string, string> { ["t"] = "v" },
        },
        new TimerCreatedEvent(1) { FireAt = Day.AddHours(1) },
        new SubOrchestrationInstanceCreatedEvent(2) { InstanceId = "child", Name = "C" },
        new EventRaisedEvent(-1, "\"2031-05-01T02:00:00Z\"") { Name = "n" },
        new TaskFailedEvent(-1, 0, "reason", null, new DurableTask.Core.FailureDetails("E", "m", null, null, true)),
        new ExecutionCompletedEvent(3, "1", DurableTask.Core.OrchestrationStatus.Failed),
    ];

    public static TheoryData<bool> Formats => [true, false];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Read_WithAndWithoutTypeNames_GivesTheSameEvents(bool typeNames)
    {
        var settings = new JsonSerializerSettings
        {
            TypeNameHandling = typeNames ? TypeNameHandling.All : TypeNameHandling.None,
        };
        var json = JsonConvert.SerializeObject(History.ToList(), typeNames ? Typed(settings) : settings);

        var read = HistoryJson.Read(json);

        read.Select(each => each.GetType()).ShouldBe(History.Select(each => each.GetType()));
        read[0].Timestamp.ShouldBe(Day);
        read[0].Timestamp.Kind.ShouldBe(DateTimeKind.Utc);
        ((TaskScheduledEvent)read[1]).Input.ShouldBe("[\"2031-05-01T02:00:00Z\"]");
        ((TaskScheduledEvent)read[1]).Tags!["t"].ShouldBe("v");
        ((TimerCreatedEvent)read[2]).FireAt.ShouldBe(Day.AddHours(1));
        ((SubOrchestrationInstanceCreatedEvent)read[3]).InstanceId.ShouldBe("child");
        ((EventRaisedEvent)read[4]).Input.ShouldBe("\"2031-05-01T02:00:00Z\"");
        ((TaskFailedEvent)read[5]).FailureDetails!.ErrorMessage.ShouldBe("m");
        ((ExecutionCompletedEvent)read[6]).Result.ShouldBe("1");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("[]")]
    public void Read_OfNothing_IsEmpty(string? json) => HistoryJson.Read(json).ShouldBeEmpty();

    [Fact]
    public void Read_OfAnUnknownEvent_SaysWhich() =>
        Should
            .Throw<JsonException>(() => HistoryJson.Read("""[{"EventType":"Dream"}]"""))
            .Message.ShouldBe("A history has an event of an unknown type: 'Dream'.");

    /// <summary>Names of types on the events, but an array around them.</summary>
    private static JsonSerializerSettings Typed(JsonSerializerSettings settings)
    {
        settings.TypeNameHandling = TypeNameHandling.Objects;
        return settings;
    }
}
