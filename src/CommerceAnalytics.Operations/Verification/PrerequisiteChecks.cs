using System.Security.Cryptography;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Events;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.TableChecks;
using CommerceAnalytics.Windows;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Operations.Verification;

/// <summary>Athena, the catalog, and one small statement that needs all that a refresh needs.</summary>
/// <param name="prerequisites">What a run checks too.</param>
/// <param name="catalog">The catalog.</param>
/// <param name="locations">What tables show.</param>
/// <param name="buckets">Clears up after the statement.</param>
public sealed class PrerequisiteChecks(
    Prerequisites prerequisites,
    ShortQueries queries,
    ITableCatalog catalog,
    LocationCheck locations,
    BucketProbe buckets,
    IOptions<CommerceSettings> settings,
    TimeProvider time
)
{
    private CommerceSettings Settings => settings.Value;

    internal async Task<Verified> WorkGroupAsync(string check, CancellationToken cancellationToken)
    {
        var rules = await prerequisites.WorkGroupAsync(cancellationToken);
        var limit = rules.BytesScannedCutoff is { } bytes
            ? $"at most {bytes:N0} bytes a query"
            : "no limit of bytes a query";
        return new(check, VerifiedStatus.Ok, $"{rules.Name}: {limit}");
    }

    internal async Task<Verified> DatabasesAsync(string check, CancellationToken cancellationToken)
    {
        await prerequisites.DatabasesAsync(cancellationToken);
        return new(
            check,
            VerifiedStatus.Ok,
            string.Join(", ", new[] { Settings.EventsDatabase, Settings.Database }.Distinct())
        );
    }

    /// <summary>
    /// Before anything is tried out: what is written for a trial must not lie where a table is read either.
    /// </summary>
    internal async Task<Verified> LocationsAsync(string check, CancellationToken cancellationToken)
    {
        var tables =
            from service in Settings.RunServices()
            from queryType in SummarySet.Of(Settings).Names
            select (service, queryType);
        var there = await locations.CheckAsync(tables, cancellationToken);
        return new(check, VerifiedStatus.Ok, $"none of {there.Count} tables shows a place that a run writes in");
    }

    internal async Task<Verified> EventsTableAsync(string check, CancellationToken cancellationToken)
    {
        var (fit, problem) = await prerequisites.EventsAsync(DaysOfProbe(), cancellationToken);
        if (problem is not null)
            throw new FailureException(problem);
        if (fit!.UnreadPartitions is { } unread)
            return new(
                check,
                VerifiedStatus.Warn,
                TableCheck.PartitionsUnread(unread).Message,
                TableCheck.PartitionsUnread(unread).Advice
            );
        return fit.MissingAttributes.Count == 0
            ? new(check, VerifiedStatus.Ok, $"{Settings.EventsDatabase}.{Settings.EventsTable} can be read")
            : new(
                check,
                VerifiedStatus.Warn,
                $"attributes lack {string.Join(", ", fit.MissingAttributes)}",
                "They are NULL in every summary. Add them to the table's row type where the log has them."
            );
    }

    /// <summary>Reads one event of the last days, writes it, registers a table, and clears all of it up.</summary>
    internal async Task<Verified> TrialAsync(string check, CancellationToken cancellationToken)
    {
        var (fit, _) = await prerequisites.EventsAsync(DaysOfProbe(), cancellationToken);
        var name = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var (table, folder) = ($"{SummaryNames.StagingPrefix}verify_{name}", $"pipeline/verify/{name}/");
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var sql = EventsProbe.Sql(Settings, fit!, today, table, Settings.SummaryAddress() + folder);
        try
        {
            var state = await queries.RunAsync(sql, Settings.Database, cancellationToken);
            return new(
                check,
                VerifiedStatus.Ok,
                $"read, written and registered in {state.QueueMs + state.EngineMs} ms"
            );
        }
        finally
        {
            await ClearAsync(table, folder);
        }
    }

    private DaySpan DaysOfProbe()
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        return new(today.AddDays(-2), today.AddDays(-1));
    }

    // A failure to clear up must not hide what the trial told.
    private async Task ClearAsync(string table, string folder)
    {
        try
        {
            await catalog.DeleteAsync(Settings.Database, [table], CancellationToken.None);
            await buckets.ClearAsync(
                Settings.ResultsBucket,
                $"{Settings.SummaryPrefix}/{folder}",
                CancellationToken.None
            );
        }
        catch (FailureException)
        {
            // The next run, or `clean`, removes both: a trial is known by its name and place.
        }
    }
}
