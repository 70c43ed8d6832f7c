using System.Text;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>A plan as text: statements that can be run as they stand, with what they are for in comments.</summary>
public static class PlanText
{
    /// <summary>All statements, each after a line that says which table it refreshes.</summary>
    /// <param name="plan">The plan.</param>
    public static string Of(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        if (plan.NotFitted is { } failure)
            text.Append("-- Fitted to the documented events table, not the catalog's: ")
                .Append(OneLine(failure.Message))
                .Append("\n\n");
        foreach (var extract in plan.Extracts)
            text.Append($"-- {ExtractTable.Name}: {extract.Chunk}, before the tables\n")
                .Append(extract.Sql.TrimEnd())
                .Append(";\n\n");
        if (plan.Overview is { } overview)
            Append(text, overview, "before the tables");
        foreach (var table in plan.Tables)
            Append(text, table, $"batch {table.Batch}");
        foreach (var audit in plan.Audits)
            text.Append($"-- audit of {audit.ServiceName}, batch {audit.Batch}, before its tables are published; ")
                .Append("a run reads the nights of history beside them\n")
                .Append(audit.Sql.TrimEnd())
                .Append(";\n\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, TablePlan table, string when)
    {
        text.Append($"-- {table.Table}: {table.WindowText}, {when}\n");
        if (table.MissingAttributes.Count > 0)
            text.Append($"-- not in the events table, NULL everywhere: {string.Join(", ", table.MissingAttributes)}\n");
        text.Append(table.CtasSql.TrimEnd()).Append(";\n\n");
    }

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
