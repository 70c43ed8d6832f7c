using System.Text;
using System.Text.Json;
using CommerceAnalytics.Runs;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Reads a request's body, one JSON object; finds every problem in it at once.</summary>
/// <typeparam name="T">What the object becomes.</typeparam>
/// <param name="what">What takes the members, e.g. <c>a run</c>.</param>
/// <param name="members">How each member is read.</param>
internal sealed class JsonBody<T>(
    string what,
    IReadOnlyDictionary<string, Func<T, JsonProperty, List<string>, T>> members
)
{
    private string Known
    {
        get
        {
            var names = members.Keys.ToList();
            return $"{string.Join(", ", names[..^1])} and {names[^1]}";
        }
    }

    /// <summary>
    /// What is asked for; an empty body asks for the default. What is wrong with it is added to the problems.
    /// </summary>
    public T Read(string body, T otherwise, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(body))
            return otherwise;
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return Read(json.RootElement, otherwise, problems);
            problems.Add(
                $"The body is a JSON {Kind(json.RootElement)}: it must be an object with {Known}, all optional, or empty."
            );
        }
        catch (JsonException e)
        {
            problems.Add($"The body is not JSON: line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}.");
        }
        catch (InvalidOperationException)
        {
            // The only text in sound JSON that cannot be read.
            problems.Add(
                "The body holds a text with one half of a surrogate pair (\\ud800 to \\udfff): that is no character."
            );
        }

        return otherwise;
    }

    private T Read(JsonElement body, T otherwise, List<string> problems)
    {
        var all = body.EnumerateObject().ToList();
        var often = all.CountBy(member => member.Name).Where(count => count.Value > 1);
        problems.AddRange(
            often.Select(count => $"{Shown.Text(count.Key)} stands in the body {count.Value} times: give it once.")
        );
        var read = otherwise;
        foreach (var member in all)
        {
            if (!members.TryGetValue(member.Name, out var of))
                problems.Add($"{Shown.Text(member.Name)} is not known: {what} takes {Known}.");
            else if (member.Value.ValueKind != JsonValueKind.Null)
                read = of(read, member, problems);
        }

        return read;
    }

    private static string Kind(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}

/// <summary>What bodies are made of.</summary>
internal static class JsonBody
{
    /// <summary>The body's text; of one that is too large nothing, and that is added to the problems.</summary>
    public static async Task<string> TextAsync(HttpRequest request, List<string> problems)
    {
        var bytes = new byte[RunLimits.MostBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(
            bytes,
            bytes.Length,
            throwOnEndOfStream: false,
            request.HttpContext.RequestAborted
        );
        if (length <= RunLimits.MostBytes)
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetString(
                WithoutMark(bytes.AsSpan(0, length))
            );
        problems.Add(
            $"The body is larger than {RunLimits.MostBytes} bytes: a run takes at most {RunLimits.MostServices} services, so it needs far less."
        );
        return "";
    }

    /// <summary>Some programs begin UTF-8 with a byte order mark, which is not JSON.</summary>
    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;

    /// <summary>An array of texts; null where it is something else.</summary>
    public static List<string>? Texts(JsonProperty member, List<string> problems)
    {
        if (
            member.Value.ValueKind == JsonValueKind.Array
            && member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
        )
            return [.. member.Value.EnumerateArray().Select(item => item.GetString()!)];
        problems.Add($"{member.Name} must be an array of strings.");
        return null;
    }

    /// <summary>A text that is a date; null where it is no text.</summary>
    public static string? Date(JsonProperty member, List<string> problems)
    {
        if (member.Value.ValueKind == JsonValueKind.String)
            return member.Value.GetString();
        problems.Add($"{member.Name} must be a string such as \"2025-10-28\".");
        return null;
    }

    /// <summary>Yes or no; no where it is something else.</summary>
    public static bool Flag(JsonProperty member, List<string> problems)
    {
        if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return member.Value.GetBoolean();
        problems.Add($"{member.Name} must be true or false.");
        return false;
    }
}
