using System.Text.Encodings.Web;
using System.Text.Json;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>A message for people, as Slack and Teams take it. Its text is shown as it stands: none of it is markup.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Lines">What it says.</param>
/// <param name="Link">Where it leads; null: nowhere.</param>
/// <param name="LinkText">What the link is called.</param>
internal sealed record Message(string Title, IEnumerable<string> Lines, string? Link, string LinkText)
{
    // Adaptive cards have names of their own: written as they stand here.
    private static readonly JsonSerializerOptions Card = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>As Slack's incoming webhooks take it.</summary>
    public string ForSlack()
    {
        var link = Link is null ? "" : $"\n<{Link}|{LinkText}>";
        return JsonSerializer.Serialize(new { text = Escaped($"*{Title}*\n{string.Join('\n', Lines)}") + link }, Card);
    }

    /// <summary>As Teams' workflows and connectors take it.</summary>
    public string ForTeams()
    {
        var card = new Dictionary<string, object>
        {
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["type"] = "AdaptiveCard",
            ["version"] = "1.4",
            ["body"] = (object[])[Heading(Title), .. Lines.Select(Line)],
        };
        if (Link is not null)
            card["actions"] = (object[])[OpenUrl(LinkText, Link)];
        var attachment = new { contentType = "application/vnd.microsoft.card.adaptive", content = card };
        return JsonSerializer.Serialize(new { type = "message", attachments = new[] { attachment } }, Card);
    }

    private static object Heading(string text) =>
        new
        {
            type = "TextBlock",
            text,
            weight = "Bolder",
            size = "Medium",
            wrap = true,
        };

    /// <summary>Text runs have no markup: a product's name cannot be a link.</summary>
    private static object Line(string text) =>
        new { type = "RichTextBlock", inlines = new[] { new { type = "TextRun", text } } };

    private static object OpenUrl(string title, string url) =>
        new
        {
            type = "Action.OpenUrl",
            title,
            url,
        };

    // Slack: these three are its markup's.
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);
}
