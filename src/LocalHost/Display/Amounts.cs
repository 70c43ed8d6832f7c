namespace CommerceAnalytics.LocalHost.Display;

/// <summary>Amounts as people read them.</summary>
internal static class Amounts
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "PB"];

    /// <summary>E.g. <c>1.4 MB</c>; units of 1,000, as Athena bills.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        for (; value >= 1000 && unit < Units.Length - 1; unit++)
            value /= 1000;
        return unit == 0 ? $"{bytes} B" : $"{value:0.0} {Units[unit]}";
    }

    /// <summary>E.g. <c>3 d 4 h</c>, <c>4 h 12 min</c>, <c>0 min</c>.</summary>
    public static string Age(long minutes) =>
        minutes switch
        {
            < 60 => $"{Math.Max(minutes, 0)} min",
            < 24 * 60 => $"{minutes / 60} h {minutes % 60} min",
            _ => $"{minutes / (24 * 60)} d {minutes / 60 % 24} h",
        };

    /// <summary>E.g. <c>1.4 s</c>.</summary>
    public static string Seconds(long milliseconds) => $"{milliseconds / 1000.0:0.0} s";
}
