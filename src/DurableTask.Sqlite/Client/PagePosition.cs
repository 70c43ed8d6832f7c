using System.Globalization;
using DurableTask.Core;

namespace DurableTask.Sqlite.Client;

/// <summary>
/// Continuation tokens of queries: the last instance of the page before, so that pages stay right while instances
/// come and go.
/// </summary>
internal static class PagePosition
{
    public static string Write(OrchestrationState last) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{last.CreatedTime.Ticks}:{last.OrchestrationInstance.InstanceId}"
        );

    /// <exception cref="ArgumentException">The token is not one of these.</exception>
    public static (long CreatedAt, string InstanceId)? Read(string? token)
    {
        if (string.IsNullOrEmpty(token))
            return null;
        var colon = token.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && long.TryParse(token.AsSpan(0, colon), CultureInfo.InvariantCulture, out var createdAt)
            ? (createdAt, token[(colon + 1)..])
            : throw new ArgumentException($"'{token}' is not a continuation token of this task hub.", nameof(token));
    }
}
