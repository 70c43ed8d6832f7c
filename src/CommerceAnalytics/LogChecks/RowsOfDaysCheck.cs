using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LogChecks;

/// <summary>
/// Few rows of each day of the partitions are such that no figure counts them, and nothing else tells of them. Judged as
/// lines that LocalAws skips are.
/// </summary>
internal sealed record RowsOfDaysCheck : LogCheck
{
    private const int MostDaysNamed = 5;

    /// <summary>Which rows: of each day without time, kind and service.</summary>
    public required string Rows { get; init; }

    /// <summary>What they are among: rows.</summary>
    public required string Among { get; init; }

    /// <summary>What is wrong with them: have neither time nor kind nor service.</summary>
    public required string That { get; init; }

    public override string Subject => Rows;

    public override string Limit(CheckSettings settings) => $"at most {SkippedLinesCheck.MaxPercent} % of a day";

    public override CheckResult Judge(string? serviceName, IReadOnlyList<CheckRow> answer, CheckSettings settings)
    {
        var total = answer.Single(row => row.Label == Name);
        var days = answer.Where(row => row.Label.StartsWith(Name + ' ', StringComparison.Ordinal)).ToList();
        var status =
            days.Exists(day => day.Counted == day.Of) ? CheckStatus.Fail
            : days.Exists(IsAboveLimit) ? CheckStatus.Warn
            : CheckStatus.Pass;
        var finding = $"{total.Counted:N0} of {total.Of ?? 0:N0} {Among} {That}";
        if (days.Count > 0)
            finding = $"{finding}: {Named(days)}";
        return Result(serviceName, status, total, settings, finding);
    }

    private static bool IsAboveLimit(CheckRow day)
    {
        var limit = SkippedLinesCheck.MaxPercent * day.Of / 100m;
        return day.Counted > limit;
    }

    private string Named(List<CheckRow> days)
    {
        var byShare = days.OrderByDescending(day => (decimal)day.Counted / (day.Of ?? 1));
        var worst = byShare.Take(MostDaysNamed).Select(Named);
        var more = days.Count > MostDaysNamed ? $"; and {days.Count - MostDaysNamed} more days" : "";
        return string.Join("; ", worst) + more;
    }

    private string Named(CheckRow day) =>
        $"{day.Label[(Name.Length + 1)..]}: {day.Counted:N0} of {day.Of:N0} ({Percent(day):0.00} %)";
}
