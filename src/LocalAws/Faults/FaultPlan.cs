using System.Text.Json;

namespace LocalAws.Faults;

/// <summary>
/// How LocalAws is to misbehave: rules, tried in order for every request, and the seed of their chances.
/// </summary>
public sealed record FaultPlan
{
    /// <summary>Seed of every chance in the plan.</summary>
    public int Seed { get; init; }

    /// <summary>Rules in order. A request that one of them ends is not seen by those after it.</summary>
    public IReadOnlyList<FaultRule> Rules { get; init; } = [];

    /// <summary>
    /// Reads a plan from JSON: <c>{"seed": 7, "rules": [{"fault": "throttle", "service": "glue", "every": 3}]}</c>.
    /// </summary>
    /// <exception cref="FaultPlanException">It is none; all that is wrong is said at once.</exception>
    public static FaultPlan Parse(string json)
    {
        var problems = new List<string>();
        var plan = FaultPlanText.Read(json, problems);
        return problems.Count == 0 ? plan : throw new FaultPlanException(problems);
    }

    /// <summary>The plan as JSON.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FaultJson.Options);

    /// <summary>All that is wrong with the plan, one sentence each.</summary>
    public IReadOnlyList<string> Problems()
    {
        if (Rules is null)
            return ["The rules of the fault plan are null."];
        return [.. Rules.SelectMany((rule, i) => Problems(rule).Select(p => $"Rule {i + 1} of the fault plan: {p}"))];
    }

    // A list from JSON may hold what its type does not say.
    private static IEnumerable<string> Problems(FaultRule? rule) => rule?.Problems() ?? ["it is null."];
}

/// <summary>A fault plan that cannot be used.</summary>
/// <param name="problems">All that is wrong, one sentence each.</param>
public sealed class FaultPlanException(IReadOnlyList<string> problems) : Exception(string.Join(' ', problems))
{
    /// <summary>All that is wrong, one sentence each.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
