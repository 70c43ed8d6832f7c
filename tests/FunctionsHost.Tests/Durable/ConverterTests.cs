using System.Text.Json.Serialization;
using FunctionsHost.Durable.InProcess;

namespace FunctionsHost.Tests.Durable;

/// <summary>
/// The in-process converter against the one that the official durable extension gives an isolated worker.
/// </summary>
public sealed class ConverterTests : IDisposable
{
    private readonly OfficialWorker _worker = new(new TestFunctions());

    public enum Colour
    {
        Red,
        Green,
    }

    private sealed record Row(string Name, Colour Colour, decimal? Sum, DateOnly Day, TimeSpan Took, Row? Inner)
    {
        public int Field = 3;

        [JsonPropertyName("renamed")]
        public double Ratio { get; init; } = 1;
    }

    public static TheoryData<object> Values =>
        [
            "Grüße <&> 'x' \"€\" + 😀 / \\",
            1.0,
            0.1m,
            true,
            Colour.Green,
            new DateTimeOffset(2031, 5, 1, 2, 3, 4, TimeSpan.FromHours(2)),
            new DateTime(2031, 5, 1, 2, 3, 4, DateTimeKind.Utc),
            new byte[] { 1, 2, 250 },
            new Dictionary<string, object?> { ["Key"] = 1, ["none"] = null },
            new[] { "a", "b" },
            new Row(
                "n",
                Colour.Red,
                null,
                new DateOnly(2031, 5, 1),
                TimeSpan.FromMilliseconds(1),
                new Row("i", Colour.Green, 1.50m, default, default, null)
            ),
        ];

    [Theory]
    [MemberData(nameof(Values))]
    public void Serialize_AnyValue_IsByteEqualToTheIsolatedWorkers(object value)
    {
        var json = new FunctionsDataConverter().Serialize(value);

        json.ShouldBe(_worker.Converter.Serialize(value));
    }

    [Fact]
    public void Deserialize_NamesInAnotherCase_ReadsThemAsTheIsolatedWorkerDoes()
    {
        const string json = """{"NAME":"n","colour":1,"sum":2.5,"day":"2031-05-01","took":"00:00:01"}""";

        var read = new FunctionsDataConverter().Deserialize<Row>(json);

        read.ShouldBe(_worker.Converter.Deserialize<Row>(json));
        read!.Name.ShouldBe("n");
    }

    [Fact]
    public void Null_IsNothingBothWays()
    {
        var converter = new FunctionsDataConverter();

        converter.Serialize(null).ShouldBeNull();
        _worker.Converter.Serialize(null).ShouldBeNull();
        converter.Deserialize<Row>(null).ShouldBeNull();
    }

    [Fact]
    public void OfficialConverter_IsTheWorkersSerializerAndNotDurableTasksOwn() =>
        _worker
            .Converter.GetType()
            .FullName.ShouldBe("Microsoft.Azure.Functions.Worker.Extensions.DurableTask.ObjectConverterShim");

    public void Dispose() => _worker.Dispose();
}
