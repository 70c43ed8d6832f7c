using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Cleanup;

public class LeftoversTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });

    [Fact]
    public void Run_RunBeforeWasKilledAtAnyMoment_NothingOfItIsLeft()
    {
        for (var moment = 1; moment <= 58; moment += 3)
        {
            var night = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
            var dead = night.Start(night.Input(Pipeline.Today.AddDays(-1)));
            night.Hub.Run(() => night.Hub.Activities.Count == moment);
            foreach (var instance in night.Hub.Instances.Keys.ToList())
                night.Hub.Terminate(instance);
            foreach (var version in night.Store.Versions.ToList())
                night.Store.Write(version.Location, "half-written");

            night.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);
            night.Hub.Run();

            var shown = night
                .Catalog.Tables.Values.Select(table => table.Location)
                .Concat(night.Store.Versions.Select(version => version.Replaces))
                .ToHashSet();
            var lost = night.Store.Versions.Where(version =>
                version.RunId == dead && !shown.Contains(version.Location)
            );
            lost.ShouldAllBe(
                version => version.State == VersionState.Removed && !night.Store.Files.ContainsKey(version.Location),
                $"killed after activity {moment}"
            );
            night.Catalog.Tables.Keys.ShouldNotContain(name =>
                name.StartsWith("pipeline_staging_", StringComparison.Ordinal)
            );
            night.Athena.Active.ShouldBe(0);
            foreach (
                var live in night.Catalog.Tables.Values.Where(table =>
                    table.Name.EndsWith("_summary", StringComparison.Ordinal)
                )
            )
                night.Store.Files.ShouldContainKey(live.Location!);
        }
    }

    [Fact]
    public async Task Find_AfterAFailedRun_ShowsWhatRemoveThenRemoves()
    {
        _pipeline.Catalog.OnChange = (what, table) =>
        {
            if (what == "publish")
                throw new FailureException(new("AccessDenied", "glue:UpdateTable", "Allow it."));
        };
        _pipeline.Athena.Ending = (_, type, _) =>
            type == "hourly_traffic" ? new Failure("EngineError", "x", "y") : null;
        var failed = _pipeline.RunToEnd();
        _pipeline.Store.Write(
            _pipeline
                .Store.Versions.Single(version => version.Table.Contains("hourly", StringComparison.Ordinal))
                .Location,
            "part"
        );
        _pipeline.Store.Write(_pipeline.Store.Results.Single().RunKey, "id.csv");
        _pipeline.Catalog.OnChange = null;

        var found = await Service.FindAsync(_pipeline.Hub.Client, CancellationToken.None);

        found
            .Select(one => one.Kind)
            .Distinct()
            .ShouldBe([LeftoverKind.StagingTable, LeftoverKind.Location, LeftoverKind.Results]);
        found.ShouldAllBe(one => one.RunId == failed.RunId);
        found.Count(one => one.Kind == LeftoverKind.StagingTable).ShouldBe(7, "the overview's too");
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldBe(found);
        (await Service.FindAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_RunGoesOn_TouchesNothingOfIt()
    {
        _pipeline.Start();
        _pipeline.Hub.Run(() => _pipeline.Store.Files.Count > 1);
        var before = _pipeline.Store.Files.Keys.ToList();
        (await Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)).ShouldBeEmpty();
        _pipeline.Store.Files.Keys.ShouldBe(before);
    }

    [Fact]
    public async Task Remove_OneKindIsRefused_StillRemovesTheOthers()
    {
        _pipeline.Athena.Ending = (_, _, _) => new Failure("EngineError", "x", "y");
        _pipeline.RunToEnd();
        _pipeline.Store.Write(_pipeline.Store.Versions[0].Location, "part");
        _pipeline.Store.Write(_pipeline.Store.Results.Single().RunKey, "id.csv");
        _pipeline.Store.DeleteRefusal = new("AccessDenied", "s3:DeleteObject", "Allow it.");
        (
            await Should.ThrowAsync<FailureException>(() =>
                Service.RemoveAsync(_pipeline.Hub.Client, CancellationToken.None)
            )
        ).Failure.Code.ShouldBe("AccessDenied");
        _pipeline.Store.Files.ShouldNotContainKey(_pipeline.Store.Results.Single().RunKey);
    }

    [Fact]
    public void Run_RunBeforeLeftWhatCannotBeRemoved_SucceedsAndWarnsOfIt()
    {
        _pipeline.Athena.Ending = (_, _, _) => new Failure("EngineError", "x", "y");
        _pipeline.RunToEnd();
        _pipeline.Store.Write(_pipeline.Store.Versions[0].Location, "part");
        _pipeline.Athena.Ending = (_, _, _) => null;
        _pipeline.Store.DeleteRefusal = new("AccessDenied", "s3:DeleteObject", "Allow it.");

        var report = _pipeline.RunToEnd();

        report.Status.ShouldBe(ReportStatus.Succeeded);
        var warning = report.Warnings.Single();
        warning.ShouldBe(new("LeftoversNotRemoved", warning.Message, warning.Advice));
        warning.Message.ShouldEndWith("AccessDenied: s3:DeleteObject");
        warning.Advice.ShouldStartWith("Allow it.");
    }

    [Fact]
    public void Run_RunBeforeWasTerminated_ItsReportIsCorrected()
    {
        var dead = _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Hub.Run(() => _pipeline.Store.Texts.ContainsKey($"pipeline/runs/{dead}.json"));
        _pipeline.Hub.Terminate(dead);
        _pipeline.Report(dead).Status.ShouldBe(ReportStatus.Running);

        _pipeline.RunToEnd();

        _pipeline.Report(dead).Status.ShouldBe(ReportStatus.Cancelled);
        _pipeline.Report(dead).FinishedAt.ShouldNotBeNull();
        _pipeline.Report(dead).Services.ShouldAllBe(service => service.Status == ReportStatus.Cancelled);
        _pipeline.Report(dead).AllTables().ShouldAllBe(table => table.Status == TableStatus.Cancelled);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("{\"run_id\":\"commerce-2025-10-27\",\"services\":[null],\"totals\":{}}")]
    [InlineData("{\"run_id\":\"commerce-2025-10-26\",\"status\":\"running\",\"services\":[],\"totals\":{}}")]
    public void Run_ReportBeforeIsDamaged_IsWrittenAnewAndTheRestIsClearedUp(string damaged)
    {
        _pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromMinutes(20);
        var dead = _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Hub.Run(() =>
            _pipeline.Athena.Active > 0 && _pipeline.Store.Texts.ContainsKey($"pipeline/runs/{dead}.json")
        );
        _pipeline.Hub.Terminate(dead);
        _pipeline.Store.Texts[$"pipeline/runs/{dead}.json"] = damaged;
        _pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromSeconds(10);

        var report = _pipeline.RunToEnd();

        report.Warnings.ShouldBeEmpty();
        _pipeline.Report(dead).Status.ShouldBe(ReportStatus.Cancelled);
        _pipeline
            .Store.Versions.Where(version => version.RunId == dead)
            .ShouldAllBe(version => version.State == VersionState.Removed);
    }

    private Leftovers Service => _pipeline.Services.GetRequiredService<Leftovers>();
}
