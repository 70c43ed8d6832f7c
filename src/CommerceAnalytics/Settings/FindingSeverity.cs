namespace CommerceAnalytics.Settings;

/// <summary>What a finding of the audit does to a table; as a setting: the most that a rule may do.</summary>
public enum FindingSeverity
{
    /// <summary>Only as a setting: the rule is off.</summary>
    Off = 0,

    /// <summary>The table is published, and the finding is told.</summary>
    Warn = 1,

    /// <summary>
    /// The table is not published: the live one stays, the version that was built is kept, and the finding is told.
    /// </summary>
    Hold = 2,
}
