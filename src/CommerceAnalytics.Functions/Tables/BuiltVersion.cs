using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>A version of any table that was built and checked.</summary>
/// <param name="Plan">Its plan.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="WrittenAt">When its query was submitted, UTC.</param>
/// <param name="QueryMs">How long the query took, queue included, in milliseconds.</param>
internal sealed record BuiltVersion(RunScope Run, TablePlan Plan, long Rows, DateTimeOffset WrittenAt, long QueryMs)
{
    /// <summary>Of the overview: its services. Null for any other table.</summary>
    public IReadOnlyList<string>? ServiceNames { get; init; }

    /// <summary>What holds it; null where it is published.</summary>
    public IReadOnlyList<AcceptedFinding>? HeldFor { get; init; }

    /// <summary>Findings that are accepted from now on; null for none.</summary>
    public IReadOnlyList<AcceptedFinding>? Accepted { get; init; }
}
