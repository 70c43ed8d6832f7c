using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Runs;

public class RunReaderTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });

    [Theory]
    [InlineData(-3600)]
    [InlineData(-2)]
    [InlineData(0)]
    [InlineData(3600)]
    public async Task Read_ClocksOfStarterAndHostDiffer_IsTheRunsOwnReport(int seconds)
    {
        var id = Ended();
        Rewrite(id, report => report with { StartedAt = report.StartedAt.AddSeconds(seconds) });

        (await ReadAsync(id)).Totals.Published.ShouldBe(7);
    }

    [Theory]
    [InlineData(-3600)]
    [InlineData(0)]
    [InlineData(3600)]
    public async Task Read_ReportOfAnotherStartOfThatId_IsNotTheRuns(int seconds)
    {
        var id = Ended();
        Rewrite(id, report => report with { StartId = "another", StartedAt = report.StartedAt.AddSeconds(seconds) });

        (await ReadAsync(id)).Totals.Published.ShouldBe(0);
    }

    [Theory]
    [InlineData(-3600, 0)]
    [InlineData(-2, 7)]
    public async Task Read_ReportOfAnEarlierProgram_IsToldByTime(int seconds, int published)
    {
        var id = Ended();
        Rewrite(id, report => report with { StartId = null, StartedAt = report.StartedAt.AddSeconds(seconds) });

        (await ReadAsync(id)).Totals.Published.ShouldBe(published);
    }

    private string Ended()
    {
        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Run(id).IsCompleted);
        return id;
    }

    private void Rewrite(string id, Func<RunReport, RunReport> change) =>
        _pipeline.Store.Texts[$"pipeline/runs/{id}.json"] = RunReportJson.Write(change(_pipeline.Report(id)));

    private async Task<RunReport> ReadAsync(string id) =>
        (
            await _pipeline
                .Services.GetRequiredService<RunReader>()
                .ReadAsync(_pipeline.Hub.Client, id, CancellationToken.None)
        )!;
}
