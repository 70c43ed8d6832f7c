using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Trials.Chaos;

/// <summary>Why the audit holds tables of one run, and how they are published by hand.</summary>
/// <param name="Settings">
/// Assignments under which the audit holds what a clean run publishes: the rows are right, so that what is published by
/// hand can be told.
/// </param>
/// <param name="IsPublished">Whether somebody publishes them by hand; else the next run supersedes them.</param>
/// <param name="IsPart">Whether only every other one is.</param>
/// <param name="Kills">When each process that publishes by hand is killed; the one after them is left alone.</param>
internal sealed record HeldPlan(
    IReadOnlyList<string> Settings,
    bool IsPublished,
    bool IsPart,
    IReadOnlyList<Kill> Kills
)
{
    private const int Often = 4;
    private const int LongestKill = 600;

    /// <summary>One holds all tables of a service, the others those that read some kinds of event.</summary>
    private static readonly IReadOnlyList<string>[] Reasons =
    [
        [
            Audit(nameof(AuditSettings.RepeatedWindowPercent), "0"),
            Audit(nameof(AuditSettings.RepeatedEvents), "1"),
            Audit(nameof(AuditSettings.RepeatedDays), "1"),
        ],
        [
            Audit(nameof(AuditSettings.VolumeJumped), nameof(FindingSeverity.Hold)),
            Audit(nameof(AuditSettings.VolumeJumpedAbove), "1"),
            Audit(nameof(AuditSettings.VolumeUsual), "1"),
            Audit(nameof(AuditSettings.UsualDays), "1"),
        ],
        [
            Audit(nameof(AuditSettings.ValuesInvalid), nameof(FindingSeverity.Hold)),
            Audit(nameof(AuditSettings.ValuesInvalidPercent), "0"),
            Audit(nameof(AuditSettings.ValuesInvalidCartAdds), "1"),
            Audit(nameof(AuditSettings.ShareDays), "28"),
        ],
    ];

    public static HeldPlan Draw(Dice dice)
    {
        var settings = Reasons[dice.Below(Reasons.Length)];
        var (isPublished, isPart) = (dice.Below(Often) > 0, dice.Below(Often) == 0);
        var kills = Enumerable
            .Range(0, dice.Below(2))
            .Select(_ => new Kill(dice.Below(Often) > 0, TimeSpan.FromMilliseconds(dice.Below(LongestKill))));
        return new(settings, isPublished, isPart, [.. kills]);
    }

    private static string Audit(string name, string value) => $"{AuditSettings.Section}:{name}={value}";
}
