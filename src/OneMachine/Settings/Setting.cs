using System.Globalization;
using CommerceAnalytics.Windows;
using FunctionsHost.Timers;

namespace CommerceAnalytics.OneMachine.Settings;

/// <summary>One setting that there is.</summary>
/// <param name="Key">Section and name, e.g. <c>CommerceAnalytics:WorkGroup</c>.</param>
/// <param name="Kind">What its value must look like.</param>
/// <param name="Choices">The allowed values of <see cref="SettingKind.Choice"/>, else empty.</param>
internal sealed record Setting(string Key, SettingKind Kind, IReadOnlyList<string> Choices)
{
    /// <summary>Name without its section.</summary>
    public string Name => Key[(Key.LastIndexOf(':') + 1)..];

    /// <summary>
    /// Null where the value can be read as this setting's kind, else what it must be: "a whole number".
    /// </summary>
    /// <param name="value">The value as written.</param>
    public string? Mismatch(string value) =>
        Kind switch
        {
            SettingKind.WholeNumber when !int.TryParse(value, out _) => "a whole number",
            SettingKind.Number when !decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) =>
                "a number",
            SettingKind.Flag when !bool.TryParse(value, out _) => "true or false",
            SettingKind.Date when DayText.Parse(value) is null => "a date as YYYY-MM-DD",
            SettingKind.Duration when !TimeSpan.TryParse(value, out _) => "a duration as HH:MM:SS",
            SettingKind.Address when !Uri.TryCreate(value, UriKind.Absolute, out _) =>
                "a whole address, such as https://example.com/hook",
            SettingKind.Choice when !Choices.Contains(value, StringComparer.OrdinalIgnoreCase) =>
                $"one of {string.Join(", ", Choices)}",
            SettingKind.Schedule when !Occurs(value) =>
                "an NCRONTAB expression with six fields that occurs at some time, such as 0 0 4 * * *",
            _ => null,
        };

    // The host takes five fields too, without seconds: whoever counts on six has left one out, and would get another
    // time than was meant. An expression names no years: what does not occur after 1970 never does.
    private static bool Occurs(string schedule) =>
        schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length != 5
        && TimerSchedule.Parse(schedule) is { } timer
        && timer.Next(DateTimeOffset.UnixEpoch) != TimerSchedule.Never;
}

/// <summary>What a setting's value must look like.</summary>
internal enum SettingKind
{
    Text,
    WholeNumber,
    Number,
    Flag,
    Date,
    Duration,
    Address,
    Choice,

    /// <summary>When a timer fires.</summary>
    Schedule,

    /// <summary>A list of texts; keys end in <c>:0</c>, <c>:1</c>, ...</summary>
    TextList,
}

/// <summary>A setting as somebody wrote it.</summary>
/// <param name="Key">As written, with <c>__</c> or <c>:</c> between section and name.</param>
/// <param name="Value">As written.</param>
/// <param name="Source">Where, for messages: <c>--set</c>, <c>environment</c>, the file's name.</param>
internal sealed record SettingEntry(string Key, string Value, string Source);
