namespace CommerceAnalytics.OneMachine.Settings;

/// <summary>
/// Settings of this host itself, the section <c>LocalHost</c>. The app knows nothing of them, and a host in Azure has
/// its own.
/// </summary>
internal sealed record LocalHostSettings
{
    public const string Section = "LocalHost";

    private const int MostDays = 3650;

    /// <summary>
    /// Days for which an orchestration that has ended stays in the task hub, 1 to 3650. Run reports are in the lake and
    /// stay.
    /// </summary>
    public int KeepFinishedDays { get; init; } = 90;

    /// <summary>
    /// Address of a query in Athena's console, with <c>{query}</c> for its id; null or empty: the monitor has no such
    /// link. The same of a run's log and trace, with <c>{run}</c> for its id, and <c>{from}</c> and <c>{to}</c> for its
    /// time, UTC as ISO 8601.
    /// </summary>
    public string? QueryUrl { get; init; }

    /// <inheritdoc cref="QueryUrl"/>
    public string? LogUrl { get; init; }

    /// <inheritdoc cref="QueryUrl"/>
    public string? TraceUrl { get; init; }

    /// <summary>All violations, one sentence each.</summary>
    public IReadOnlyList<string> Problems() =>
        [
            .. KeepFinishedDays is < 1 or > MostDays
                ? (string[])[$"{Section}:{nameof(KeepFinishedDays)} {KeepFinishedDays} must be 1 to {MostDays} days."]
                : [],
            .. Links(nameof(QueryUrl), QueryUrl, "{query}"),
            .. Links(nameof(LogUrl), LogUrl, "{run}"),
            .. Links(nameof(TraceUrl), TraceUrl, "{run}"),
        ];

    private static IEnumerable<string> Links(string name, string? url, string placeholder)
    {
        if (string.IsNullOrEmpty(url))
            return [];
        var isWeb = Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "https" or "http");
        return isWeb && url.Contains(placeholder, StringComparison.Ordinal)
            ? []
            :
            [
                $"{Section}:{name} is {Shown.Text(url)}: it must be an https:// address with {placeholder} in it, or nothing.",
            ];
    }
}
