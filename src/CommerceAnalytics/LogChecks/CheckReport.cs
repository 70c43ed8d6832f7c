using System.Text.Json;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.LogChecks;

/// <summary>How healthy the event log was before an execution date.</summary>
/// <param name="ExecutionDate">The checks look at the days before it.</param>
/// <param name="Status">The worst of all checks.</param>
/// <param name="Checks">What each check found, those of the whole log first, then service by service.</param>
public sealed record CheckReport(DateOnly ExecutionDate, CheckStatus Status, IReadOnlyList<CheckResult> Checks)
{
    /// <summary>Days with lines that could not be read, by file; on LocalAws alone, since Athena does not tell.</summary>
    public IReadOnlyList<SkippedDay> SkippedLines { get; init; } = [];

    /// <summary>The report of these results.</summary>
    /// <param name="checks">At least one.</param>
    public static CheckReport Of(DateOnly executionDate, IReadOnlyList<CheckResult> checks)
    {
        var worst = checks.Max(check => check.Status);
        return new(executionDate, worst, checks);
    }

    /// <summary>One line of JSON, in snake_case as the run report.</summary>
    public string Json() => JsonSerializer.Serialize(this, RunReportJson.Options);
}

/// <summary>What one check found.</summary>
/// <param name="ServiceName">Service; null for a check of the whole log.</param>
/// <param name="Check">Stable name, e.g. <c>cart_category</c>.</param>
/// <param name="Status">Its verdict.</param>
/// <param name="Counted">What was counted; null where the log could not be read.</param>
/// <param name="Of">What it was counted among; null where the check is of no share.</param>
/// <param name="Percent">The share, rounded half up to 2 places; null where there is none.</param>
/// <param name="Limit">What passes, e.g. <c>more than 90 %</c>.</param>
/// <param name="Finding">What was found, as a sentence with its numbers.</param>
/// <param name="Advice">What to do; empty for a check that passed.</param>
public sealed record CheckResult(
    string? ServiceName,
    string Check,
    CheckStatus Status,
    long? Counted,
    long? Of,
    decimal? Percent,
    string Limit,
    string Finding,
    string Advice
);

/// <summary>Verdicts, the better ones first.</summary>
public enum CheckStatus
{
    /// <summary>As it should be.</summary>
    Pass = 0,

    /// <summary>Short of a threshold: summaries are there, but say less than they could.</summary>
    Warn = 1,

    /// <summary>Nothing at all, or not readable.</summary>
    Fail = 2,
}
