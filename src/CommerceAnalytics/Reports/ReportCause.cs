namespace CommerceAnalytics.Reports;

/// <summary>What went wrong with one or more tables of a run, said once however many it hit.</summary>
/// <param name="Code">Stable, upper camel case.</param>
/// <param name="Message">What happened to the first of the tables, which it names where the others met something else.</param>
/// <param name="Advice">What to do next, for all of them.</param>
/// <param name="Tables">The live tables, in the order of the run.</param>
public sealed record ReportCause(string Code, string Message, string Advice, IReadOnlyList<string> Tables)
{
    /// <summary>The errors of a run, tables of the same code and advice together.</summary>
    /// <param name="report">A report.</param>
    public static IReadOnlyList<ReportCause> Errors(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var failed = report.AllTables().Where(table => table.Error is not null);
        var errors = failed.Select(table => (table.Table, table.Error!));
        return Of(errors);
    }

    /// <summary>What the audit found, but for what a held table shows as its error.</summary>
    /// <param name="report">A report.</param>
    public static IReadOnlyList<ReportCause> Findings(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var findings =
            from table in report.AllTables()
            from finding in table.Findings
            where (finding.Code, finding.Message) != (table.Error?.Code, table.Error?.Message)
            let told = new ReportNotice(finding.Code, finding.Message, finding.Advice)
            select (table.Table, told);
        return OfSameWords(findings);
    }

    /// <summary>The warnings of a run's tables, those of the same words together.</summary>
    /// <param name="report">A report.</param>
    public static IReadOnlyList<ReportCause> Warnings(RunReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        var warnings = from table in report.AllTables() from warning in table.Warnings select (table.Table, warning);
        return OfSameWords(warnings);
    }

    private static List<ReportCause> OfSameWords(IEnumerable<(string Table, ReportNotice Notice)> hits)
    {
        var byWords = hits.GroupBy(hit => hit.Notice);
        return [.. byWords.SelectMany(Of)];
    }

    private static List<ReportCause> Of(IEnumerable<(string Table, ReportNotice Notice)> hits)
    {
        var causes = new List<ReportCause>();
        foreach (var same in hits.GroupBy(hit => (hit.Notice.Code, hit.Notice.Advice)))
        {
            var first = same.First().Notice;
            var tables = same.Select(hit => hit.Table).ToList();
            var areAlike = same.All(hit => hit.Notice.Message == first.Message);
            var message = areAlike ? first.Message : $"{tables[0]}: {first.Message}";
            causes.Add(new(first.Code, message, first.Advice, tables));
        }

        return causes;
    }
}
