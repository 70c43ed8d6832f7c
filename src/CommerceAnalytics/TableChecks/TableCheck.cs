using CommerceAnalytics.Events;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.TableChecks;

/// <summary>Holds what a CTAS wrote against what the summary should be, before anyone may read it.</summary>
public static class TableCheck
{
    /// <summary>Columns, types and row count. Null when all is as it should be.</summary>
    /// <param name="summary">What was to be built.</param>
    /// <param name="actual">Columns of the staging table as the catalog has them.</param>
    /// <param name="rows">Rows that the CTAS wrote.</param>
    public static Failure? Check(Summary summary, IReadOnlyList<Column> actual, long rows)
    {
        var differ = ColumnsDiffer(summary.QueryType, summary.Source.File, summary.Columns, actual);
        return differ ?? RowsDiffer(summary, rows);
    }

    /// <summary>What should be looked at although the table is sound.</summary>
    /// <param name="plan">What was built.</param>
    /// <param name="rows">Rows that the CTAS wrote.</param>
    public static IReadOnlyList<ReportNotice> Warnings(TablePlan plan, long rows)
    {
        var warnings = plan.MissingAttributes.Select(attribute => MissingAttribute(plan, attribute)).ToList();
        if (plan.UnreadPartitions is { } unread)
            warnings.Add(PartitionsUnread(unread));
        if (rows == 0)
            warnings.Add(EmptySummary(plan));
        return warnings;
    }

    /// <summary>Null where a staging table has the columns that it must have.</summary>
    /// <param name="what">What was built.</param>
    /// <param name="source">Where its columns are declared.</param>
    /// <param name="columns">The columns that it must have.</param>
    /// <param name="actual">The columns that it has.</param>
    internal static Failure? ColumnsDiffer(
        string what,
        string source,
        IReadOnlyList<Column> columns,
        IReadOnlyList<Column> actual
    )
    {
        var wanted = Text(columns);
        var found = Text(actual);
        return wanted == found
            ? null
            : new(
                "ColumnsDiffer",
                $"The staging table of {what} has the columns ({found}), not ({wanted}).",
                $"The table was not published. Compare {source} with the statement that `plan` prints."
            );
    }

    /// <summary>Null where a table may have so many rows.</summary>
    /// <param name="summary">What was to be built.</param>
    /// <param name="rows">Its rows.</param>
    public static Failure? RowsDiffer(Summary summary, long rows)
    {
        var expected =
            summary.ExactRows is { } exact && rows != exact ? $"exactly {exact}"
            : summary.MostRows is { } most && rows > most ? $"at most {most}"
            : rows < 0 ? "none or more"
            : null;
        return expected is null
            ? null
            : new(
                "RowCountDiffers",
                $"The staging table of {summary.QueryType} has {rows} rows and must have {expected}.",
                $"The table was not published. Compare {summary.Source.File} with the statement that `plan` prints."
            );
    }

    private static ReportNotice EmptySummary(TablePlan plan)
    {
        return new(
            "EmptySummary",
            $"{plan.Table} is empty: there are no events {string.Join(", ", plan.EventKinds.Select(kind => $"'{kind}'"))} "
                + $"of {plan.ServiceName} with what the summary needs from {plan.WindowText}.",
            "Check that the shop logs these events in these days, and that the service's name is spelled as in the log."
        );
    }

    /// <summary>What there is to say of partitions that are of no day.</summary>
    /// <param name="partitions">Their names.</param>
    public static ReportNotice PartitionsUnread(string partitions)
    {
        return new(
            "PartitionsUnread",
            $"The events table has partitions without a day, whose events are counted nowhere: {partitions}.",
            "Whoever writes the log did not know the events' day. Move such files into the folders of their days, then drop these partitions from the catalog."
        );
    }

    private static ReportNotice MissingAttribute(TablePlan plan, string attribute)
    {
        return attribute == EventAttributes.ServiceName
            ? new(
                "ServiceNameMissing",
                $"The events table has no attribute '{attribute}', so no event can be told to be of a service: {plan.Table} counts none, whatever the log holds.",
                $"This is not a quiet day. Add the field '{attribute}' (or '{EventAttributes.Underscored(attribute)}') to the table's attributes in the catalog, then rerun."
            )
            : new(
                "MissingAttribute",
                $"The events table has no attribute '{attribute}': it counts as NULL in {plan.Table}.",
                "Add the field to the table's attributes in the catalog if the log has it."
            );
    }

    private static string Text(IReadOnlyList<Column> columns)
    {
        return string.Join(
            ", ",
            columns.Select(column => $"{column.Name.ToLowerInvariant()} {TypeName(column.Type.ToLowerInvariant())}")
        );
    }

    // Engines name the same type differently in the catalog.
    private static string TypeName(string type)
    {
        return type switch
        {
            "varchar" => "string",
            "integer" => "int",
            _ => type,
        };
    }
}
