using System.Text;
using System.Text.Json;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Runs;
using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Reads the body of <c>POST /api/runs</c>; finds every problem in it at once.</summary>
internal static class RunBody
{
    private const string Known = "service_names, execution_date, query_types, force and reextract";

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

    /// <summary>
    /// What is asked for; an empty body asks for the default. What is wrong with it is added to the problems.
    /// </summary>
    public static RunRequestInput Read(string body, List<string> problems)
    {
        if (string.IsNullOrWhiteSpace(body))
            return new RunRequestInput();
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind == JsonValueKind.Object)
                return Members(json.RootElement, problems);
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

        return new RunRequestInput();
    }

    private static RunRequestInput Members(JsonElement body, List<string> problems)
    {
        var input = new RunRequestInput();
        problems.AddRange(
            body.EnumerateObject()
                .CountBy(member => member.Name)
                .Where(count => count.Value > 1)
                .Select(count => $"{Shown.Text(count.Key)} stands in the body {count.Value} times: give it once.")
        );
        foreach (
            var member in body.EnumerateObject()
                .Where(member => member.Value.ValueKind != JsonValueKind.Null || !IsKnown(member.Name))
        )
        {
            input = member.Name switch
            {
                "service_names" => input with { ServiceNames = Texts(member, problems) },
                "execution_date" => input with { ExecutionDate = Text(member, problems) },
                "query_types" => input with { QueryTypes = Texts(member, problems) },
                "force" => input with { Force = Flag(member, problems) },
                "reextract" => input with { Reextract = Texts(member, problems) ?? [] },
                _ => Unknown(input, member.Name, problems),
            };
        }

        return input;
    }

    private static bool IsKnown(string name) =>
        name is "service_names" or "execution_date" or "query_types" or "force" or "reextract";

    private static RunRequestInput Unknown(RunRequestInput input, string name, List<string> problems)
    {
        problems.Add($"{Shown.Text(name)} is not known: a run takes {Known}.");
        return input;
    }

    private static List<string>? Texts(JsonProperty member, List<string> problems)
    {
        if (
            member.Value.ValueKind == JsonValueKind.Array
            && member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String)
        )
            return [.. member.Value.EnumerateArray().Select(item => item.GetString()!)];
        problems.Add($"{member.Name} must be an array of strings.");
        return null;
    }

    private static string? Text(JsonProperty member, List<string> problems)
    {
        if (member.Value.ValueKind == JsonValueKind.String)
            return member.Value.GetString();
        problems.Add($"{member.Name} must be a string such as \"2025-10-28\".");
        return null;
    }

    private static bool Flag(JsonProperty member, List<string> problems)
    {
        if (member.Value.ValueKind is JsonValueKind.True or JsonValueKind.False)
            return member.Value.GetBoolean();
        problems.Add($"{member.Name} must be true or false.");
        return false;
    }

    private static string Kind(JsonElement element) => element.ValueKind.ToString().ToLowerInvariant();
}
