using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Audit.Rules;

/// <summary>All rules, in the order in which their findings are told.</summary>
internal static class AuditRules
{
    /// <summary>Invariants: they need nothing but the table, and hold from the first publication on.</summary>
    public static IReadOnlyList<IAuditRule> Invariants { get; } =
    [new KeyRepeated(), new KeyMissing(), new OutOfRange()];

    /// <summary>The last day is silent: said alone, as all else would say the same.</summary>
    public static LogSilent Silent { get; } = new();

    /// <summary>Rules about days of the log, from the overview.</summary>
    public static IReadOnlyList<IDayRule> Days { get; } =
    [
        new ShopUnknown(),
        new KindMissing(),
        new VolumeDropped(),
        new VolumeJumped(),
        new OrderValueMoved(),
        new ValuesInvalid(),
        new RevenueUnknown(),
        new DayChanged(),
        new DayRepeated(),
        new WindowRepeated(),
    ];

    /// <summary>Rules about the table beside the overview and its own history.</summary>
    public static IReadOnlyList<IAuditRule> Tables { get; } =
    [new TableShrank(), new SumsDisagree(), new CartValueMoved()];

    /// <summary>What a rule finds, capped by its setting.</summary>
    public static IEnumerable<Finding> Findings(this IAuditRule rule, AuditedTable table, AuditSettings settings)
    {
        var most = rule.Most(settings);
        if (most == FindingSeverity.Off)
            return [];
        var findings = rule.Findings(table);
        return findings.Select(finding => finding with { Severity = Capped(rule, finding.Severity, most) });
    }

    // A rule that always warns may be told to hold; one with two degrees keeps to its own.
    private static FindingSeverity Capped(IAuditRule rule, FindingSeverity own, FindingSeverity most)
    {
        if (most == FindingSeverity.Warn)
            return FindingSeverity.Warn;
        var hasDegrees = rule.Most(new()) == FindingSeverity.Hold;
        return hasDegrees ? own : FindingSeverity.Hold;
    }
}
