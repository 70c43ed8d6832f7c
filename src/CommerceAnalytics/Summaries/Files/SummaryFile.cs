namespace CommerceAnalytics.Summaries.Files;

/// <summary>Reads a summary's file: a comment block in YAML that says everything about it, then its SELECT.</summary>
/// <remarks>docs/change/contract.md tells the keys.</remarks>
public static class SummaryFile
{
    private const int MostWindowDays = 400;
    private const int MostBatches = 9;
    private const int MostRows = 1_000_000;

    /// <summary>The summary, or everything that is wrong with the file.</summary>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="text">All of its text.</param>
    public static SummaryReading Read(string file, string text)
    {
        var problems = new ProblemList(file);
        var parts = SummaryText.Of(text, problems);
        var block = parts is null ? null : YamlBlock.Of(parts.Block, "The summary", problems);
        var summary = block is null ? null : Summary(parts!, block, problems);
        return problems.All.Count == 0 ? new(summary, []) : new(null, problems.All);
    }

    private static Summary Summary(SummaryText parts, YamlBlock block, ProblemList problems)
    {
        var summary = new Summary
        {
            QueryType = block.Text("name"),
            About = block.Text("about"),
            WindowDays = block.Number("window_days", 1, MostWindowDays),
            Batch = block.Number("batch", 1, MostBatches),
            Top = Top(block.Block("top")),
            ExactRows = block.OptionalNumber("rows", 0, MostRows),
            Key = [.. block.Texts("key").Select(column => column.Text.ToLowerInvariant())],
            Watched = block.OptionalText("watched")?.ToLowerInvariant(),
            EventKinds = [.. block.Texts("events").Select(kind => kind.Text)],
            Attributes = [.. block.Texts("attributes").Select(attribute => attribute.Text)],
            OwnColumns = [.. block.Blocks("columns", "The column").Select(column => Column(column, problems))],
            Sql = parts.Sql,
            SqlLine = parts.SqlLine,
        };
        block.RefuseUnknownKeys();
        return summary;
    }

    private static SummaryTop? Top(YamlBlock? block)
    {
        if (block is null)
            return null;
        var top = new SummaryTop(block.Number("limit", 1, MostRows), block.Text("by").ToLowerInvariant());
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
        );
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
