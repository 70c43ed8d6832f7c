namespace CommerceAnalytics.LocalHost.Settings;

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

    /// <summary>All violations, one sentence each.</summary>
    public IReadOnlyList<string> Problems() =>
        KeepFinishedDays is < 1 or > MostDays
            ? [$"{Section}:{nameof(KeepFinishedDays)} {KeepFinishedDays} must be 1 to {MostDays} days."]
            : [];
}
