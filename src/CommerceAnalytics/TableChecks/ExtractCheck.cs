using CommerceAnalytics.Extracts;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.TableChecks;

/// <summary>
/// Holds what a statement of the extraction wrote against what it should have, before anyone may read it.
/// </summary>
public static class ExtractCheck
{
    /// <summary>Columns, types, days, services and places. Null when all is as it should be.</summary>
    /// <param name="plan">What was to be built.</param>
    /// <param name="columns">Columns of the staging table as the catalog has them.</param>
    /// <param name="partitions">Its partitions: day, service, <c>s3://</c> address with a slash at its end.</param>
    /// <param name="rows">Events that were written.</param>
    public static Failure? Check(
        ExtractPlan plan,
        IReadOnlyList<Column> columns,
        IReadOnlyList<(string Day, string ServiceName, string Location)> partitions,
        long rows
    )
    {
        ArgumentNullException.ThrowIfNull(plan);
        return TableCheck.ColumnsDiffer("extract", "docs/operate/extract.md", plan.Columns, columns)
            ?? PartitionsDiffer(plan, partitions)
            ?? RowsDiffer(plan, partitions.Count, rows);
    }

    private static Failure? PartitionsDiffer(
        ExtractPlan plan,
        IReadOnlyList<(string Day, string ServiceName, string Location)> partitions
    )
    {
        var asked = plan
            .Chunk.Days.SelectMany(
                day => plan.Chunk.Services,
                (day, service) => ($"{day:yyyy-MM-dd}", service, plan.LocationOf(day, service))
            )
            .ToHashSet();
        var odd = partitions.Where(partition => !asked.Contains(partition)).ToList();
        return odd.Count == 0
            ? null
            : new(
                "PartitionsDiffer",
                $"The staging table of {plan.Chunk} holds {odd[0].Day} of {Shown.Text(odd[0].ServiceName)} at {odd[0].Location}, which was not asked for.",
                "The days were not published. Compare the statement in the plan with the partitions of the raw log."
            );
    }

    private static Failure? RowsDiffer(ExtractPlan plan, int partitions, long rows)
    {
        return (rows > 0) == (partitions > 0)
            ? null
            : new(
                "RowCountDiffers",
                $"Athena wrote {rows} events of {plan.Chunk}, and the staging table has {partitions} partitions.",
                "The days were not published. Rerun, and report it if it happens again."
            );
    }
}
