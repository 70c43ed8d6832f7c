using System.Text;
using System.Text.Json;
using LocalAws.Wire;

namespace LocalAws.Sts;

/// <summary>The claims of a web identity token that LocalAws looks at. Its structure and expiry are checked; its signature is not yet.</summary>
internal sealed record WebIdentityToken(string Issuer, string Subject, string Audience)
{
    /// <summary>Reads a JWT. Throws <c>InvalidIdentityToken</c> or <c>ExpiredTokenException</c>.</summary>
    public static WebIdentityToken Read(string token, DateTimeOffset now)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || parts[2].Length == 0)
            throw Invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
        var algorithm = Text(Section(parts[0]), "alg");
        if (string.IsNullOrEmpty(algorithm) || algorithm.Equals("none", StringComparison.OrdinalIgnoreCase))
            throw Invalid("The ID Token provided is not signed.");

        var claims = Section(parts[1]);
        CheckExpiry(claims, now);
        return new(Needed(claims, "iss"), Needed(claims, "sub"), Audiences(claims));
    }

    private static void CheckExpiry(JsonElement claims, DateTimeOffset now)
    {
        if (!claims.TryGetProperty("exp", out var exp) || exp.ValueKind != JsonValueKind.Number || !exp.TryGetDouble(out var seconds))
            throw Invalid("Missing a required claim: exp");
        if (seconds <= now.ToUnixTimeSeconds())
            throw new AwsException("ExpiredTokenException", $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time {seconds}");
    }

    private static JsonElement Section(string part)
    {
        try
        {
            var padded = part.Replace('-', '+').Replace('_', '/').PadRight((part.Length + 3) / 4 * 4, '=');
            var section = JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(Convert.FromBase64String(padded)));
            if (section.ValueKind == JsonValueKind.Object)
                return section;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Falls through: both are one refusal to a client.
        }

        throw Invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");
    }

    private static string Audiences(JsonElement claims) =>
        claims.TryGetProperty("aud", out var aud) && aud.ValueKind == JsonValueKind.Array && aud.GetArrayLength() > 0 && aud[0].ValueKind == JsonValueKind.String
            ? aud[0].GetString()!
            : Needed(claims, "aud");

    private static string Needed(JsonElement claims, string name) =>
        Text(claims, name) is { Length: > 0 } value ? value : throw Invalid("Missing a required claim: " + name);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static AwsException Invalid(string message) => new("InvalidIdentityToken", message);
}
