using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using DurableTask.Core.History;

namespace CommerceAnalytics.Functions.Tests.Runs;

/// <summary>
/// The report of a run that goes on has all tables at each moment, and the run's history has each of them a few times,
/// however often the report is written.
/// </summary>
public class OngoingReportTests
{
    private const int Services = 16;

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            ServiceNames = [.. Enumerable.Range(1, Services).Select(i => $"shop-{i:00}")],
            MaxConcurrentServices = 4,
        }
    );

    private readonly string _id;
    private readonly List<RunReport> _seen = [];

    public OngoingReportTests()
    {
        _id = _pipeline.Start();
        _pipeline.Store.OnWrite = key =>
        {
            if (key == Key && _pipeline.Store.Texts.ContainsKey(Key))
                _seen.Add(_pipeline.Report(_id));
        };
    }

    private string Key => $"pipeline/runs/{_id}.json";

    [Fact]
    public void Report_WhileTheRunGoesOn_HasAllServicesAndLosesNoTable()
    {
        RunToEnd().Totals.Published.ShouldBe(7 * Services);

        _seen.Count.ShouldBeGreaterThan(5);
        _seen.ShouldAllBe(report => report.Services.Count == Services && report.Status == ReportStatus.Running);
        _seen.Select(Published).ShouldBeInOrder();
        _seen.ShouldAllBe(report => Published(report) == report.Totals.Published);
        Published(_seen[^1]).ShouldBeGreaterThan(7 * Services / 2);
    }

    [Fact]
    public void History_OfARun_HasNoServiceForEachWrite()
    {
        RunToEnd();

        // Each service changes with each of its three batches, and when it has ended.
        var parts = Writes()[1..^1];
        parts.Count.ShouldBeGreaterThan(5);
        parts.ShouldAllBe(write => write.Contains("\"IsPart\":true"));
        parts.Sum(ServicesIn).ShouldBeLessThanOrEqualTo(4 * Services);
        ServicesIn(Writes()[^1]).ShouldBe(Services);
    }

    [Fact]
    public void Report_DeletedWhileTheRunGoesOn_IsWrittenAnewWhole()
    {
        var deleted = false;
        _pipeline.Athena.Ending = (_, _, _) =>
        {
            if (!deleted && _seen.Count > 3)
            {
                deleted = true;
                _pipeline.Store.Texts.Remove(Key);
                _seen.Clear();
            }

            return null;
        };

        RunToEnd().Totals.Published.ShouldBe(7 * Services);

        deleted.ShouldBeTrue();
        _seen.ShouldNotBeEmpty();
        _seen.ShouldAllBe(report => report.Services.Count == Services);
        _seen.Select(Published).ShouldBeInOrder();
    }

    [Fact]
    public void Report_OfAnotherStart_IsNotMixedWithTheRuns()
    {
        var replaced = false;
        _pipeline.Athena.Ending = (_, _, _) =>
        {
            if (!replaced && _seen.Count > 3)
            {
                replaced = true;
                var other = _pipeline.Report(_id) with { StartId = "another" };
                _pipeline.Store.Texts[Key] = RunReportJson.Write(
                    other with
                    {
                        Services = [.. other.Services.Select(service => service with { Tables = [] })],
                    }
                );
                _seen.Clear();
            }

            return null;
        };

        RunToEnd();

        replaced.ShouldBeTrue();
        var own = _seen.Where(report => report.StartId != "another").ToList();
        own.ShouldNotBeEmpty();
        own.ShouldAllBe(report => report.Services.Count == Services);
        own.ShouldAllBe(report => report.Services.All(service => service.Tables.Count == 7));
    }

    [Fact]
    public void Report_OneWriteRefused_LosesNothing()
    {
        var refused = 0;
        _pipeline.Store.WriteRefusal = key =>
            key == Key && _seen.Count is 3 or 5 && refused++ < 4 ? new Failure("SlowDown", "no", "Wait.") : null;

        RunToEnd().Totals.Published.ShouldBe(7 * Services);

        refused.ShouldBeGreaterThan(1);
        _seen.ShouldAllBe(report => Published(report) == report.Totals.Published);
    }

    private RunReport RunToEnd()
    {
        _pipeline.Hub.Run(() => _pipeline.Run(_id).IsCompleted);
        return _pipeline.Report(_id);
    }

    private List<string> Writes() =>
        [
            .. _pipeline
                .Run(_id)
                .History.OfType<TaskScheduledEvent>()
                .Where(task => task.Name == FunctionNames.WriteReport)
                .Select(task => task.Input!),
        ];

    private static int ServicesIn(string write) => write.Split("\"ServiceName\":").Length - 1;

    private static int Published(RunReport report) =>
        report.Services.SelectMany(service => service.Tables).Count(table => table.Status == TableStatus.Published);
}
