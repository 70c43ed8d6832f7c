using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>An alert as its receiver takes it.</summary>
internal static class AlertText
{
    private const int MostTables = 7;
    private const int MostCharacters = 700;

    public static string Of(RunAlert alert, AlertFormat format) =>
        MessageFormat.Body(format, alert, new(Title(alert), Lines(alert), alert.Link, "Open on the monitor"));

    private static string Title(RunAlert alert) =>
        alert.Kind switch
        {
            AlertKind.Failed => $"CommerceAnalytics: run {alert.RunId} failed",
            AlertKind.Late => $"CommerceAnalytics: run {alert.RunId} is late",
            AlertKind.Missed => $"CommerceAnalytics: run {alert.RunId} did not begin in time",
            _ => $"CommerceAnalytics: recovered with run {alert.RunId}",
        };

    private static IEnumerable<string> Lines(RunAlert alert) =>
        [
            alert.Line,
            .. Since(alert),
            .. alert.Held ?? [],
            .. alert.Causes.SelectMany(cause =>
                new[] { $"{cause.Code} ({Tables(cause)}): {Cut(cause.Message)}", $"→ {cause.Advice}" }
            ),
        ];

    /// <summary>Nothing where the night itself is the first one: the line says that.</summary>
    private static IEnumerable<string> Since(RunAlert alert)
    {
        if (alert.Since is not { } since || since >= alert.ExecutionDate)
            return [];
        var night = DayText.Of(since);
        var nights = alert.ExecutionDate.DayNumber - since.DayNumber + 1;
        return alert.Kind == AlertKind.Recovered
            ? [$"Tables had not been published since the night of {night}."]
            : [$"Not published since the night of {night}, {nights} nights."];
    }

    private static string Tables(ReportCause cause)
    {
        if (cause.Tables.Count <= MostTables)
            return string.Join(", ", cause.Tables);
        return $"{string.Join(", ", cause.Tables.Take(MostTables))} and {cause.Tables.Count - MostTables} more";
    }

    private static string Cut(string text) => text.Length <= MostCharacters ? text : $"{text[..MostCharacters]}...";
}
