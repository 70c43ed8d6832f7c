using System.Text.Json;
using System.Text.Json.Nodes;

namespace CommerceAnalytics.Trials.Benchmarks;

/// <summary>What a benchmark found, as one line of JSON.</summary>
/// <param name="Bench">Name of the benchmark.</param>
/// <param name="Measured">The figure that it is about.</param>
/// <param name="Bound">What that figure could be at best on this machine, measured or computed; the same unit.</param>
/// <param name="Unit">The unit of both.</param>
internal sealed record BenchLine(string Bench, double Measured, double Bound, string Unit)
{
    private static readonly JsonSerializerOptions SnakeCase = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
    };

    /// <summary>Whatever else was measured: a record, written with snake_case names; null for nothing.</summary>
    public object? More { get; init; }

    /// <summary>How near to the bound it came.</summary>
    public double Ratio => Measured / Bound;

    /// <summary>The line, without a line end.</summary>
    public string Json()
    {
        var line = new JsonObject
        {
            ["bench"] = Bench,
            ["measured"] = Math.Round(Measured, 3),
            ["bound"] = Math.Round(Bound, 3),
            ["ratio"] = Math.Round(Ratio, 3),
            ["unit"] = Unit,
        };
        foreach (
            var (name, value) in More is null
                ? []
                : JsonSerializer.SerializeToNode(More, SnakeCase)!.AsObject().ToList()
        )
            line[name] = value?.DeepClone();
        return line.ToJsonString();
    }
}
