using System.Diagnostics;
using System.Diagnostics.Metrics;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Telemetry;

/// <summary>
/// Figures of runs. They are told when a run's last report has been written, from that report, so that a dashboard and
/// the reports agree. Names and units are a contract with dashboards: docs/operate/observability.md lists them.
/// </summary>
internal static class RunMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "CommerceAnalytics";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Runs = Meter.CreateCounter<long>(
        "commerce.runs",
        "{run}",
        "Runs that have ended"
    );

    private static readonly Histogram<double> RunDuration = Seconds(
        "commerce.run.duration",
        "From a run's turn to its end"
    );

    private static readonly Counter<long> Tables = Meter.CreateCounter<long>(
        "commerce.tables",
        "{table}",
        "Tables of ended runs, by what became of them"
    );

    private static readonly Counter<long> Rows = Meter.CreateCounter<long>(
        "commerce.table.rows",
        "{row}",
        "Rows of published tables"
    );

    private static readonly Histogram<double> RefreshDuration = Seconds(
        "commerce.refresh.duration",
        "From a refresh's request for its query to its end"
    );

    private static readonly Histogram<double> QueueDuration = Seconds(
        "commerce.query.queue.duration",
        "Time of a query in Athena's queue"
    );

    private static readonly Histogram<double> EngineDuration = Seconds(
        "commerce.query.engine.duration",
        "Time of a query in Athena's engine"
    );

    private static readonly Counter<long> Scanned = Meter.CreateCounter<long>(
        "commerce.query.data_scanned",
        "By",
        "Bytes that queries scanned"
    );

    /// <summary>A run's last report has been written.</summary>
    public static void Ended(RunReport report)
    {
        if (report.FinishedAt is not { } finishedAt)
            return;
        var status = new TagList { { SpanTags.RunStatus, Text(report.Status) } };
        Runs.Add(1, status);
        RunDuration.Record((finishedAt - report.StartedAt).TotalSeconds, status);
        if (report.Overview is { } overview)
            Ended(null, overview);
        foreach (var service in report.Services)
        {
            foreach (var table in service.Tables)
                Ended(service.ServiceName, table);
        }
    }

    /// <summary>A refresh has ended; the overview's, of no service, too.</summary>
    public static void Refreshed(string? serviceName, TableReport table, TimeSpan duration) =>
        RefreshDuration.Record(duration.TotalSeconds, Tags(serviceName, table, withStatus: true));

    private static void Ended(string? serviceName, TableReport table)
    {
        Tables.Add(1, Tags(serviceName, table, withStatus: true));
        var tags = Tags(serviceName, table, withStatus: false);
        if (table is { Status: TableStatus.Published, Rows: { } rows })
            Rows.Add(rows, tags);
        if (table.DataScannedBytes is { } bytes)
            Scanned.Add(bytes, tags);
        if (table.QueueMs is { } queue)
            QueueDuration.Record(queue / 1000.0, tags);
        if (table.EngineMs is { } engine)
            EngineDuration.Record(engine / 1000.0, tags);
    }

    private static TagList Tags(string? serviceName, TableReport table, bool withStatus)
    {
        var tags = new TagList { { SpanTags.QueryType, table.QueryType } };
        if (serviceName is not null)
            tags.Add(SpanTags.Service, serviceName);
        if (withStatus)
            tags.Add(SpanTags.TableStatus, Text(table.Status));
        if (withStatus && table.Error is { Code: var code })
            tags.Add("error.type", code);
        return tags;
    }

    private static string Text<T>(T status)
        where T : struct, Enum => status.ToString().ToLowerInvariant();

    // Queries take seconds to minutes, runs up to an hour: the default boundaries are meant for milliseconds.
    private static Histogram<double> Seconds(string name, string description) =>
        Meter.CreateHistogram(
            name,
            "s",
            description,
            tags: null,
            new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 1200, 2400, 3600],
            }
        );
}
