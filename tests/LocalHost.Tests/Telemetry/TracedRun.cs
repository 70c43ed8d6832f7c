using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using CommerceAnalytics.LocalHost.Tests.Commands;
using CommerceAnalytics.Reports;
using FunctionsHost.Tests.Telemetry;

namespace CommerceAnalytics.LocalHost.Tests.Telemetry;

/// <summary>One run of the pipeline that everything is listened to, and sent to a receiver by settings alone.</summary>
public sealed class TracedRun : IAsyncLifetime
{
    /// <summary>No other test's: metrics are told apart by it.</summary>
    public const string Service = "theshop-traced";

    /// <summary>No other test of this process runs this date: its trace is found by it.</summary>
    public const string RunId = "commerce-2025-10-12";

    private readonly TemporaryFolder _folder = new();
    private readonly SpanRecorder _spans = new("CommerceAnalytics.Aws");
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured =
        new();
    private readonly MeterListener _meters = new();
    private OtlpReceiver _receiver = null!;

    public RunReport Report { get; private set; } = null!;

    internal OtlpReceiver Receiver => _receiver;

    public IReadOnlyList<Activity> Trace => _spans.TraceOf(RunId);

    /// <summary>What was measured of this run's tables, added up.</summary>
    public double Sum(string instrument, string queryType) => Values(instrument, queryType).Sum();

    public IReadOnlyList<double> Values(string instrument, string queryType) =>
        [
            .. _measured
                .Where(measured =>
                    measured.Instrument == instrument
                    && Service.Equals(measured.Tags["commerce.service"])
                    && queryType.Equals(measured.Tags["commerce.query_type"])
                )
                .Select(measured => measured.Value),
        ];

    public async Task InitializeAsync()
    {
        _receiver = await OtlpReceiver.StartAsync();
        Listen();
        var report = _folder.At("report.json");
        var outcome = await Shell.RunLiveAsync(
            "run",
            "--lake",
            _folder.At("lake"),
            "--date",
            RunId["commerce-".Length..],
            "--service",
            Service,
            "--json",
            report,
            "--query-type",
            "hourly_traffic",
            "--query-type",
            "product_ranking",
            "--set",
            $"OTEL_EXPORTER_OTLP_ENDPOINT={_receiver.Address}",
            "--set",
            "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
            "--set",
            "OTEL_SERVICE_NAME=night-shift"
        );
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        Report = RunReportJson.Read(await File.ReadAllTextAsync(report));
    }

    public async Task DisposeAsync()
    {
        _meters.Dispose();
        _spans.Dispose();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    private void Listen()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "CommerceAnalytics")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _meters.Start();
    }

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var kept = new Dictionary<string, object?> { ["commerce.service"] = null, ["commerce.query_type"] = null };
        foreach (var tag in tags)
            kept[tag.Key] = tag.Value;
        _measured.Enqueue((instrument.Name, value, kept));
    }
}
