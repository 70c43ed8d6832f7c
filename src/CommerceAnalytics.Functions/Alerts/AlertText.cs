using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>An alert as its receiver takes it.</summary>
internal static class AlertText
{
    private const string OpenText = "Open on the monitor";
    private const int MostTables = 7;
    private const int MostCharacters = 700;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    // Adaptive cards have names of their own: written as they stand here.
    private static readonly JsonSerializerOptions Card = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // Teams' connectors, and the workflows that took their place.
    private static readonly string[] TeamsHosts = [".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com"];

    public static AlertFormat FormatFor(AlertFormat wanted, Uri address) =>
        wanted != AlertFormat.Auto ? wanted
        : address.Host == "hooks.slack.com" ? AlertFormat.Slack
        : TeamsHosts.Any(host => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)) ? AlertFormat.Teams
        : AlertFormat.Json;

    public static string Of(RunAlert alert, AlertFormat format) =>
        format switch
        {
            AlertFormat.Slack => JsonSerializer.Serialize(
                new { text = Escaped($"*{Title(alert)}*\n{string.Join('\n', Lines(alert))}") + SlackLink(alert) },
                Card
            ),
            AlertFormat.Teams => Teams(alert),
            _ => JsonSerializer.Serialize(alert, Json),
        };

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
        var night = since.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var nights = alert.ExecutionDate.DayNumber - since.DayNumber + 1;
        return alert.Kind == AlertKind.Recovered
            ? [$"Tables had not been published since the night of {night}."]
            : [$"Not published since the night of {night}, {nights} nights."];
    }

    /// <summary>Slack's own way of writing a link: not to be escaped.</summary>
    private static string SlackLink(RunAlert alert) => alert.Link is { } link ? $"\n<{link}|{OpenText}>" : "";

    private static string Tables(ReportCause cause) =>
        cause.Tables.Count <= MostTables
            ? string.Join(", ", cause.Tables)
            : $"{string.Join(", ", cause.Tables.Take(MostTables))} and {cause.Tables.Count - MostTables} more";

    private static string Cut(string text) => text.Length <= MostCharacters ? text : $"{text[..MostCharacters]}...";

    // Slack: these three are its markup's.
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Teams(RunAlert alert)
    {
        object[] blocks =
        [
            new
            {
                type = "TextBlock",
                text = Title(alert),
                weight = "Bolder",
                size = "Medium",
                wrap = true,
            },
            .. Lines(alert)
                .Select(line => new
                {
                    type = "TextBlock",
                    text = line,
                    wrap = true,
                }),
        ];
        var card = new Dictionary<string, object>
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = blocks,
        };
        if (alert.Link is { } link)
        {
            card["actions"] = new[]
            {
                new
                {
                    type = "Action.OpenUrl",
                    title = OpenText,
                    url = link,
                },
            };
        }

        return JsonSerializer.Serialize(
            new
            {
                type = "message",
                attachments = new[] { new { contentType = "application/vnd.microsoft.card.adaptive", content = card } },
            },
            Card
        );
    }
}
