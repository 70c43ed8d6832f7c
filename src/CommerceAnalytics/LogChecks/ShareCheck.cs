using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LogChecks;

/// <summary>A share that should be large (<see cref="Least"/>) or small (<see cref="Most"/>).</summary>
internal sealed record ShareCheck : LogCheck
{
    /// <summary>What is counted among: <c>clicks</c>.</summary>
    public required string Among { get; init; }

    /// <summary>What is counted of them: <c>have an action</c>.</summary>
    public required string That { get; init; }

    /// <summary>The share should be more than this, in percent; 0 turns the check off.</summary>
    public Func<CheckSettings, decimal>? Least { get; init; }

    /// <summary>The share should be less than this, in percent; 100 turns the check off.</summary>
    public Func<CheckSettings, decimal>? Most { get; init; }

    /// <summary>
    /// Whether it is a failure that all of them do, or that there are none: without service names nothing can be
    /// summarised.
    /// </summary>
    public bool FailsAtAll { get; init; }

    public override string Subject => $"{Among} that {That}";

    public override string Limit(CheckSettings settings) =>
        Least is not null ? $"more than {Least(settings)} %" : $"less than {Most!(settings)} %";

    public override CheckResult Judge(string? serviceName, IReadOnlyList<CheckRow> answer, CheckSettings settings)
    {
        var row = answer.Single(row => row.Label == Name);
        var total = row.Of ?? 0;
        if (total == 0)
            return Result(
                serviceName,
                FailsAtAll ? CheckStatus.Fail : CheckStatus.Pass,
                row,
                settings,
                $"no {Among}{(FailsAtAll ? "" : ": nothing to judge")}"
            );
        var status =
            FailsAtAll && row.Counted == total ? CheckStatus.Fail
            : IsWithin(row.Counted, total, settings) ? CheckStatus.Pass
            : CheckStatus.Warn;
        return Result(
            serviceName,
            status,
            row,
            settings,
            $"{row.Counted:N0} of {total:N0} {Among} {That} ({Percent(row):0.00} %)"
        );
    }

    // Compared as products, since a rounded share could pass where the exact one does not.
    private bool IsWithin(long counted, long total, CheckSettings settings)
    {
        return Least is not null
            ? Least(settings) == 0 || 100m * counted > Least(settings) * total
            : Most!(settings) == 100 || 100m * counted < Most(settings) * total;
    }
}
