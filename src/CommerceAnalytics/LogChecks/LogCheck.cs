using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LogChecks;

/// <summary>One check of the event log: which query answers it, what passes, and what to do when it does not.</summary>
internal abstract record LogCheck
{
    /// <summary>Stable name, and the label of its row where the query answers several checks.</summary>
    public required string Name { get; init; }

    /// <summary>The <see cref="CheckQuery"/> that answers it.</summary>
    public required string Query { get; init; }

    /// <summary>What to do when it does not pass.</summary>
    public required string Advice { get; init; }

    /// <summary>What passes, in words.</summary>
    public abstract string Limit(CheckSettings settings);

    /// <summary>What is checked, in words: <c>clicks with an action</c>.</summary>
    public abstract string Subject { get; }

    public abstract CheckResult Judge(string? serviceName, IReadOnlyList<CheckRow> answer, CheckSettings settings);

    protected CheckResult Result(
        string? service,
        CheckStatus status,
        CheckRow row,
        CheckSettings settings,
        string finding
    )
    {
        return new(
            service,
            Name,
            status,
            row.Counted,
            row.Of,
            Percent(row),
            Limit(settings),
            finding,
            status == CheckStatus.Pass ? "" : Advice
        );
    }

    protected static decimal? Percent(CheckRow row)
    {
        return row.Of is > 0 and { } total
            ? decimal.Round(100m * row.Counted / total, 2, MidpointRounding.AwayFromZero)
            : null;
    }
}
