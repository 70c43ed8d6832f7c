using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>One thing that the audit looks at.</summary>
internal interface IAuditRule
{
    /// <summary>Its name: the code of its findings, and its setting.</summary>
    string Code { get; }

    /// <summary>The most that it may do.</summary>
    FindingSeverity Most(AuditSettings settings);

    /// <summary>What it finds about a table; nothing where it has nothing to compare with.</summary>
    IEnumerable<Finding> Findings(AuditedTable table);
}

/// <summary>A rule that needs the overview, and is about a day of the log.</summary>
internal interface IDayRule : IAuditRule;
