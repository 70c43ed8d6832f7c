using System.Text.Json.Serialization;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>From a refresh to its service: a table was built, and waits for its check and its verdict.</summary>
/// <param name="Attempt">The attempt that built it.</param>
/// <param name="QueryExecutionId">The CTAS that wrote it.</param>
public sealed record WaitingTable(string QueryType, int Attempt, string QueryExecutionId);

/// <summary>From a service to the refresh of a table: what is to become of it.</summary>
/// <param name="Decision">Whether it is published.</param>
/// <param name="Findings">What the audit found.</param>
/// <param name="Warnings">What the audit says besides.</param>
public sealed record Verdict(
    AuditDecision Decision,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<ReportNotice> Warnings
)
{
    /// <summary>
    /// What the check of columns and rows found, or why it could not be done; null where the run was cancelled before.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Outcome<CheckResult>? Check { get; init; }

    /// <summary>Findings that are accepted from now on; null for none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedFinding>? Accepted { get; init; }
}

/// <summary>What becomes of a table that was checked.</summary>
public enum AuditDecision
{
    /// <summary>It is published.</summary>
    Publish = 0,

    /// <summary>It is kept, and not published.</summary>
    Hold = 1,

    /// <summary>The run was cancelled before the audit was done: it is not published.</summary>
    Cancel = 2,
}
