using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LogChecks;

/// <summary>
/// Every day has events, and enough of them. A day without any is a failure: something has stopped logging.
/// </summary>
internal sealed record DaysCheck : LogCheck
{
    public override string Subject => "commerce events of every day";

    public override string Limit(CheckSettings settings) => $"more than {settings.MinEventsPerDay:N0} a day";

    public override CheckResult Judge(string? serviceName, IReadOnlyList<CheckRow> answer, CheckSettings settings)
    {
        if (answer.Count == 0)
            return Result(
                serviceName,
                CheckStatus.Pass,
                new CheckRow(Name, 0),
                settings,
                "all days are left out (ExcludedDays)"
            );
        var fewest = answer.MinBy(day => day.Counted)!;
        var empty = answer.Where(day => day.Counted == 0).Select(day => day.Label).ToList();
        var days = $"from {answer[0].Label} to {answer[^1].Label}";
        return empty.Count == answer.Count
                ? Result(serviceName, CheckStatus.Fail, fewest, settings, $"no commerce events {days}")
            : empty.Count > 0
                ? Result(serviceName, CheckStatus.Fail, fewest, settings, $"no commerce events on {Shortened(empty)}")
            : Result(
                serviceName,
                fewest.Counted > settings.MinEventsPerDay ? CheckStatus.Pass : CheckStatus.Warn,
                fewest,
                settings,
                $"{fewest.Counted:N0} commerce events on {fewest.Label}, the quietest of {answer.Count} days; {answer.Sum(day => day.Counted):N0} {days}"
            );
    }

    private static string Shortened(List<string> days)
    {
        var first = string.Join(", ", days.Take(5));
        return days.Count <= 5 ? first : $"{first} and {days.Count - 5} days more";
    }
}

/// <summary>A kind of event is logged at all, under any of its names.</summary>
internal sealed record KindCheck : LogCheck
{
    /// <summary>Names of the kind, as messages show it.</summary>
    public required string Kind { get; init; }

    /// <summary>Labels of its rows.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    public override string Subject => Kind;

    public override string Limit(CheckSettings settings) => "at least 1";

    public override CheckResult Judge(string? serviceName, IReadOnlyList<CheckRow> answer, CheckSettings settings)
    {
        var events = answer.Where(row => Labels.Contains(row.Label)).Sum(row => row.Counted);
        return Result(
            serviceName,
            events > 0 ? CheckStatus.Pass : CheckStatus.Warn,
            new CheckRow(Name, events),
            settings,
            events > 0 ? $"{events:N0} events {Kind}" : $"no events {Kind}"
        );
    }
}
