namespace CommerceAnalytics.Audit;

/// <summary>
/// A finding that no longer holds a table, since somebody published the table in spite of it. It goes with the table
/// from night to night, until a night is without it.
/// </summary>
/// <param name="Code">Code.</param>
/// <param name="Kind">Kind of event, or column; null for none.</param>
public sealed record AcceptedFinding(string Code, string? Kind)
{
    /// <summary>What is still accepted after a night: a finding that was not made again holds anew when it is.</summary>
    /// <param name="accepted">What was accepted of the table before.</param>
    /// <param name="findings">The table's findings of this night.</param>
    public static IReadOnlyList<AcceptedFinding> Still(
        IReadOnlyList<AcceptedFinding> accepted,
        IReadOnlyList<Finding> findings
    ) => [.. accepted.Where(one => findings.Any(one.Covers))];

    /// <summary>What publishing a held table by hand accepts: all that held it.</summary>
    /// <param name="findings">The table's findings.</param>
    public static IReadOnlyList<AcceptedFinding> Of(IReadOnlyList<Finding> findings)
    {
        var holding = findings.Where(finding => finding.Holds);
        return [.. holding.Select(finding => new AcceptedFinding(finding.Code, finding.Kind)).Distinct()];
    }

    internal bool Covers(Finding finding) => finding.Code == Code && finding.Kind == Kind;
}
