using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Amazon.Athena;
using Amazon.Athena.Model;
using Amazon.Runtime;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Aws.Telemetry;

namespace CommerceAnalytics.Aws.Tests.Telemetry;

public sealed class AwsTelemetryTests : IDisposable
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<(string Instrument, Dictionary<string, object?> Tags)> _measured = new();
    private readonly ActivityListener _listener;
    private readonly MeterListener _meters = new();

    public AwsTelemetryTests()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == AwsTelemetry.Name,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == AwsTelemetry.Name)
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>(
            (instrument, _, tags, _) => _measured.Enqueue((instrument.Name, new(tags.ToArray())))
        );
        _meters.SetMeasurementEventCallback<double>(
            (instrument, _, tags, _) => _measured.Enqueue((instrument.Name, new(tags.ToArray())))
        );
        _meters.Start();
        TelemetryInPipelines.Register();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _meters.Dispose();
    }

    [Fact]
    public async Task Call_RefusedOnceAndRetried_IsOneSpanAndOneThrottle()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer("""{"__type":"TooManyRequestsException","message":"slow down"}""", HttpStatusCode.BadRequest),
            new Answer("""{"QueryExecutionId":"q-1"}""")
        );
        using var athena = Athena(aws);
        var counted = CountedCalls.Begin();

        await athena.StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "SELECT 1" });

        counted.Total.Athena.ShouldBe(2);
        var span = Mine(aws);
        span.OperationName.ShouldBe("Athena.StartQueryExecution");
        span.Kind.ShouldBe(ActivityKind.Client);
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        span.GetTagItem("aws.athena.query_execution_id").ShouldBe("q-1");
        span.GetTagItem("aws.request_id").ShouldBe("request-1");
        span.GetTagItem("aws.sdk.retries").ShouldBe(1);
        Measured("commerce.aws.throttles", aws).ShouldHaveSingleItem()["rpc.method"].ShouldBe("StartQueryExecution");
        Measured("commerce.aws.call.duration", aws).ShouldHaveSingleItem().ShouldNotContainKey("error.type");
    }

    [Fact]
    public async Task Call_Refused_TellsWhy()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer("""{"__type":"InvalidRequestException","Message":"no such query"}""", HttpStatusCode.BadRequest)
        );
        using var athena = Athena(aws);

        await Should.ThrowAsync<InvalidRequestException>(() =>
            athena.StopQueryExecutionAsync(new StopQueryExecutionRequest { QueryExecutionId = "q-2" })
        );

        var span = Mine(aws);
        span.Status.ShouldBe(ActivityStatusCode.Error);
        span.GetTagItem("error.type").ShouldBe("InvalidRequestException");
        span.GetTagItem("aws.athena.query_execution_id").ShouldBe("q-2");
        Measured("commerce.aws.call.duration", aws)
            .ShouldHaveSingleItem()["error.type"]
            .ShouldBe("InvalidRequestException");
        Measured("commerce.aws.throttles", aws).ShouldBeEmpty();
    }

    private static IAmazonAthena Athena(FakeAwsServer aws) =>
        AwsClients.Athena(new AwsSettings { ServiceUrl = aws.Address }, new BasicAWSCredentials("AKIA1", "secret"));

    // Other tests call AWS at the same time: each fake has a port of its own.
    private Activity Mine(FakeAwsServer aws) =>
        _spans.Where(span => new Uri(aws.Address).Port.Equals(span.GetTagItem("server.port"))).ShouldHaveSingleItem();

    private List<Dictionary<string, object?>> Measured(string instrument, FakeAwsServer aws) =>
        [
            .. _measured
                .Where(measured =>
                    measured.Instrument == instrument && new Uri(aws.Address).Port.Equals(measured.Tags["server.port"])
                )
                .Select(measured => measured.Tags),
        ];
}
