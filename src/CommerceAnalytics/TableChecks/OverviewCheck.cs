using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.TableChecks;

/// <summary>Holds what the overview's CTAS wrote against what it must be, before anyone may read it.</summary>
public static class OverviewCheck
{
    /// <summary>Columns, types and a row for each service and day. Null when all is as it should be.</summary>
    /// <param name="plan">What was to be built.</param>
    /// <param name="services">Number of its services.</param>
    /// <param name="actual">Columns of the staging table as the catalog has them.</param>
    /// <param name="rows">Rows that the CTAS wrote.</param>
    public static Failure? Check(TablePlan plan, int services, IReadOnlyList<Column> actual, long rows)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return TableCheck.ColumnsDiffer(OverviewTable.Name, "docs/try/overview.md", plan.Columns, actual)
            ?? RowsDiffer(services, plan.WindowEnd.DayNumber - plan.WindowStart.DayNumber + 1, rows);
    }

    private static Failure? RowsDiffer(int services, int days, long rows)
    {
        return rows == (long)services * days
            ? null
            : new(
                "RowCountDiffers",
                $"The staging table of {OverviewTable.Name} has {rows} rows and must have {services} services x {days} days.",
                "The table was not published. Compare docs/try/overview.md with the statement that `plan` prints."
            );
    }
}
