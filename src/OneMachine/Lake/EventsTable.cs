using CommerceAnalytics.Settings;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>
/// Prepares a lake's catalog for the pipeline, through Athena as an administrator would: databases, and the table of
/// the event log.
/// </summary>
internal static class EventsTable
{
    /// <summary>Creates what is not there; a table that is there stays as it is.</summary>
    public static async Task PrepareAsync(
        AthenaSession athena,
        CommerceSettings settings,
        CancellationToken cancellationToken
    )
    {
        foreach (var database in new[] { settings.EventsDatabase, settings.Database }.Distinct())
            await athena.ExecuteAsync($"CREATE DATABASE IF NOT EXISTS {database}", cancellationToken);
        await athena.ExecuteAsync(Statement(settings), cancellationToken);
    }

    /// <summary>The DDL, with the names of the settings; settings allow no names that need quoting.</summary>
    public static string Statement(CommerceSettings settings)
    {
        using var stream = typeof(EventsTable).Assembly.GetManifestResourceStream("events-table.sql")!;
        using var reader = new StreamReader(stream);
        return reader
            .ReadToEnd()
            .Replace("{database}", settings.EventsDatabase, StringComparison.Ordinal)
            .Replace("{table}", settings.EventsTable, StringComparison.Ordinal);
    }
}
