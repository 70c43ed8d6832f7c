using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>How a receiver takes messages.</summary>
internal static class MessageFormat
{
    // Teams' connectors, and the workflows that took their place.
    private static readonly string[] TeamsHosts = [".webhook.office.com", ".logic.azure.com", ".api.powerplatform.com"];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The format that was asked for; of <see cref="AlertFormat.Auto"/> the one that the address tells.</summary>
    public static AlertFormat For(AlertFormat wanted, Uri address) =>
        wanted != AlertFormat.Auto ? wanted
        : address.Host == "hooks.slack.com" ? AlertFormat.Slack
        : TeamsHosts.Any(host => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase)) ? AlertFormat.Teams
        : AlertFormat.Json;

    /// <summary>The body of a request.</summary>
    /// <param name="format">Not <see cref="AlertFormat.Auto"/>.</param>
    /// <param name="data">What a program takes.</param>
    /// <param name="message">What people read.</param>
    public static string Body<T>(AlertFormat format, T data, Message message) =>
        format switch
        {
            AlertFormat.Slack => message.ForSlack(),
            AlertFormat.Teams => message.ForTeams(),
            _ => JsonSerializer.Serialize(data, Json),
        };
}
