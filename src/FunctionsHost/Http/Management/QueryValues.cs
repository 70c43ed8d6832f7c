using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Http.Management;

/// <summary>
/// Reads the query parameters of the management API. Where the Durable Functions host quietly ignores a malformed
/// value, this one refuses it: a filter that is dropped would purge or list the wrong instances.
/// </summary>
internal static class QueryValues
{
    public static bool Flag(this HttpRequest request, string name, bool otherwise)
    {
        var text = request.Query[name].FirstOrDefault();
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return bool.TryParse(text, out var flag) ? flag : throw Malformed(name, text, "'true' or 'false'");
    }

    /// <summary>A time in ISO 8601; without an offset it is UTC.</summary>
    public static DateTimeOffset? Time(this HttpRequest request, string name)
    {
        var text = request.Query[name].FirstOrDefault();
        if (string.IsNullOrEmpty(text))
            return null;
        return DateTimeOffset.TryParse(
            text,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var time
        )
            ? time
            : throw Malformed(
                name,
                text,
                "a time such as 2026-03-02T04:00:00Z (a '+' in a query must be written '%2B')"
            );
    }

    /// <summary>Two times of which the second is not before the first; either may be left out.</summary>
    public static (DateTimeOffset? From, DateTimeOffset? To) Range(this HttpRequest request, string from, string to) =>
        (request.Time(from), request.Time(to)) is var range && range.Item1 > range.Item2
            ? throw Malformed(to, request.Query[to].ToString(), $"no earlier than '{from}'")
            : range;

    /// <summary>A number from 1 to <paramref name="most"/>; larger ones count as that.</summary>
    public static int Count(this HttpRequest request, string name, int otherwise, int most)
    {
        var text = request.Query[name].FirstOrDefault();
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? Math.Min(count, most)
            : throw Malformed(name, text, "a whole number, 1 or more");
    }

    /// <summary>Statuses by name, in one parameter with commas or in several; null when none are named.</summary>
    public static IReadOnlyList<OrchestrationRuntimeStatus>? Statuses(this HttpRequest request, string name)
    {
        var texts = request
            .Query[name]
            .SelectMany(value =>
                value!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            )
            .ToArray();
        return texts.Length == 0 ? null : [.. texts.Select(text => Status(name, text))];
    }

    public static BadHttpRequestException Malformed(string name, string text, string wanted) =>
        new($"'{name}' is '{text}', but must be {wanted}.");

    private static OrchestrationRuntimeStatus Status(string name, string text) =>
        char.IsAsciiLetter(text[0]) && Enum.TryParse<OrchestrationRuntimeStatus>(text, ignoreCase: true, out var status)
            ? status
            : throw Malformed(
                name,
                text,
                $"one or more of {string.Join(", ", Enum.GetNames<OrchestrationRuntimeStatus>())}"
            );
}
