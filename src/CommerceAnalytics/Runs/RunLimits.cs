namespace CommerceAnalytics.Runs;

/// <summary>How much one run may be asked for. More is a mistake, and would be paid for.</summary>
public static class RunLimits
{
    /// <summary>Services of one run, and of the settings: twice what a night was measured with.</summary>
    public const int MostServices = 1_000;

    /// <summary>Query types that a request may name; there are far fewer.</summary>
    public const int MostQueryTypes = 100;

    /// <summary>Days that a run may be asked to extract again.</summary>
    public const int MostDays = 400;

    /// <summary>Length of a request's body in bytes: what the most services of the longest names take.</summary>
    public const int MostBodyBytes = 128 * 1024;
}
