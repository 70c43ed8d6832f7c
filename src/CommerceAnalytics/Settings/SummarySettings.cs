namespace CommerceAnalytics.Settings;

/// <summary>
/// The section <c>CommerceAnalytics:Summaries:{name}</c>: what a shop wants otherwise than a summary's file says.
/// </summary>
public sealed record SummarySettings
{
    /// <summary>
    /// Whether the summary is refreshed. Default: yes, but for those in <c>more/</c>, which the pipeline only brings.
    /// </summary>
    public bool? Enabled { get; init; }

    /// <summary>Number of complete days before the execution date, 1 to 400. Default: as in the file.</summary>
    public int? WindowDays { get; init; }

    /// <summary>Rows that are kept, 1 to 1,000,000; only of a summary with <c>top</c>. Default: as in the file.</summary>
    public int? TopN { get; init; }

    /// <summary>Batch, 1 to 9. Default: as in the file.</summary>
    public int? Batch { get; init; }
}
