using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>Reads a summary's file: a comment block in YAML that says everything about it, then its SELECT.</summary>
/// <remarks>docs/change/contract.md tells the keys.</remarks>
public static class SummaryFile
{
    /// <summary>The summary, or everything that is wrong with the file.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">All of its text.</param>
    public static SummaryReading Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new ProblemList(file);
        var summary = Read(file, text, problems);
        return problems.All.Count == 0 ? new(summary, []) : new(null, problems.All);
    }

    private static Summary? Read(string file, string text, ProblemList problems)
    {
        var parts = SummaryText.Of(text, problems);
        if (parts is null)
            return null;
        var block = YamlBlock.Of(parts.Block, "The summary", problems);
        if (block is null)
            return null;
        var columns = block.Blocks("columns", "The column");
        var summary = Summary(file, parts, block, [.. columns.Select(column => Column(column, problems))], problems);
        block.RefuseUnknownKeys();
        new NameRules(block, problems).Check(summary);
        new ColumnRules(columns, problems).Check(summary);
        new MeaningRules(block, problems).Check(summary);
        new SelectRules(block, problems).Check(summary);
        return summary;
    }

    private static Summary Summary(
        string file,
        SummaryText parts,
        YamlBlock block,
        IReadOnlyList<SummaryColumn> columns,
        ProblemList problems
    )
    {
        var audit = block.Block("audit") is { } mapping ? new AuditBlock(mapping, problems) : null;
        return new()
        {
            QueryType = block.Text("name"),
            About = block.Text("about"),
            WindowDays = block.Number("window_days", 1, SummaryLimits.MostWindowDays),
            Batch = block.Number("batch", 1, SummaryLimits.MostBatches),
            Top = Top(block.Block("top")),
            ExactRows = block.OptionalNumber("rows", 0, SummaryLimits.MostRows),
            Key = [.. block.Texts("key").Select(column => column.Text.ToLowerInvariant())],
            Watched = block.OptionalText("watched")?.ToLowerInvariant(),
            EventKinds = [.. block.Texts("events").Select(kind => kind.Text)],
            Attributes = [.. block.Texts("attributes").Select(attribute => attribute.Text)],
            Measures = audit?.Measures(columns) ?? SummaryMeasures.None,
            Audit = audit?.Overrides() ?? AuditOverrides.None,
            Differences = [.. block.Texts("differences").Select(difference => difference.Text)],
            OwnColumns = columns,
            Sql = parts.Sql,
            Source = new(file, block.LineOf("name"), parts.SqlLine),
        };
    }

    private static SummaryTop? Top(YamlBlock? block)
    {
        if (block is null)
            return null;
        var top = new SummaryTop(block.Number("limit", 1, SummaryLimits.MostRows), block.Text("by").ToLowerInvariant());
        block.RefuseUnknownKeys();
        return top;
    }

    private static SummaryColumn Column(YamlBlock block, ProblemList problems)
    {
        var column = new SummaryColumn(
            block.Text("name").ToLowerInvariant(),
            block.Text("type").ToLowerInvariant(),
            block.Text("about"),
            Unit(block, problems),
            block.OptionalText("at_most")?.ToLowerInvariant(),
            block.Flag("key_may_be_null")
        )
        {
            Line = block.LineOf("name"),
        };
        block.RefuseUnknownKeys();
        return column;
    }

    private static Unit Unit(YamlBlock block, ProblemList problems)
    {
        switch (block.OptionalText("unit"))
        {
            case null:
                return Summaries.Unit.None;
            case "percent":
                return Summaries.Unit.Percent;
            case "money":
                return Summaries.Unit.Money;
            case "count":
                return Summaries.Unit.Count;
            default:
                problems.Add(block.LineOf("unit"), "'unit' is not one of three.", "Write percent, money or count.");
                return Summaries.Unit.None;
        }
    }
}
