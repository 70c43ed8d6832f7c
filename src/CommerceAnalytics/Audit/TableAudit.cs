using CommerceAnalytics.Audit.Rules;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit;

/// <summary>Judges a table that was built and checked, before anyone may read it. Reads nothing.</summary>
public static class TableAudit
{
    /// <summary>Everything that is found about a table, the invariants first.</summary>
    /// <remarks>
    /// A finding about a day of the log comes with every table that reads its kind; <see cref="ToldOnce"/> leaves one.
    /// </remarks>
    public static IReadOnlyList<Finding> Findings(AuditedTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        // A silent day is said alone: all else would say the same.
        var ofTheLog = Found([AuditRules.Silent], table);
        if (ofTheLog.Count == 0)
            ofTheLog = Found(AuditRules.Days, table);
        var others = ofTheLog.Concat(Found(AuditRules.Tables, table));
        return [.. Invariants(table), .. others.Select(finding => Softened(table, finding))];
    }

    /// <summary>Only what a table must fulfil by itself, whatever the log held: all that a backfill is held to.</summary>
    public static IReadOnlyList<Finding> Invariants(AuditedTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return Found(AuditRules.Invariants, table).ConvertAll(finding => Accepted(table, finding));
    }

    /// <summary>
    /// Findings about the log once a service: with all tables that are held for them, or else with the first table.
    /// </summary>
    /// <param name="tables">The findings of a service's tables, in the run's order.</param>
    public static IReadOnlyList<IReadOnlyList<Finding>> ToldOnce(IReadOnlyList<IReadOnlyList<Finding>> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var holding = tables.SelectMany(findings => findings).Where(finding => finding.Holds);
        var told = holding.Select(About).ToHashSet();
        return tables.Select(findings => findings.Where(IsTold).ToList()).ToList();

        bool IsTold(Finding finding)
        {
            if (finding.Day is null || finding.Holds)
                return true;
            return told.Add(About(finding));
        }
    }

    private static List<Finding> Found(IEnumerable<IAuditRule> rules, AuditedTable table)
    {
        var findings = new List<Finding>();
        foreach (var rule in rules)
            findings.AddRange(rule.Findings(table, table.Settings));
        return findings;
    }

    /// <summary>
    /// On the first publication there is nothing to compare with: only what cannot be right holds the table then.
    /// </summary>
    private static Finding Softened(AuditedTable table, Finding finding)
    {
        if (table.IsFirst)
            return finding with { Severity = FindingSeverity.Warn };
        return Accepted(table, finding);
    }

    private static Finding Accepted(AuditedTable table, Finding finding)
    {
        var isAccepted = table.Accepted.Any(one => one.Covers(finding));
        if (!isAccepted || !finding.Holds)
            return finding;
        return finding with
        {
            Severity = FindingSeverity.Warn,
            Message = $"{finding.Message} It was accepted when the table was published by hand.",
        };
    }

    private static (string, string?, DateOnly?) About(Finding finding) => (finding.Code, finding.Kind, finding.Day);
}
