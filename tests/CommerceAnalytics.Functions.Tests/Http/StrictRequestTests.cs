using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>
/// What would quietly be ignored elsewhere is refused: it would do something else than was asked for.
/// </summary>
public class StrictRequestTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });
    private readonly Api _api;

    public StrictRequestTests() => _api = new(_pipeline);

    [Fact]
    public async Task Start_DateInTheQueryInsteadOfTheBody_IsRefusedAndStartsNothing()
    {
        var answer = await _api.StartAsync(query: "?code=key&execution_date=2025-10-20");
        (answer.Status, answer.Problems.ShouldHaveSingleItem()).ShouldBe(
            (400, "'execution_date' is not known: this address takes no parameters.")
        );
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_MemberTwice_IsRefusedAndStartsNothing()
    {
        var answer = await _api.StartAsync(
            """{"execution_date":"2025-10-20","force":true,"execution_date":"2025-10-21"}"""
        );
        (answer.Status, answer.Problems.ShouldHaveSingleItem()).ShouldBe(
            (400, "'execution_date' stands in the body 2 times: give it once.")
        );
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("?date=2025-10-20&date=2025-10-21", "date is given 2 times: give it once.")]
    [InlineData("?date=2025-10-20&date=", null)]
    [InlineData("?service=shop-a&service=shop-b", null)]
    public async Task Plan_ParameterTwice_IsRefusedWhereOnlyOneCouldCount(string query, string? problem)
    {
        var answer = await _api.PlanAsync(query);
        answer.Status.ShouldBe(problem is null ? 200 : 400);
        if (problem is not null)
            answer.Problems.ShouldBe([problem]);
    }

    [Fact]
    public async Task List_ParameterTwice_IsRefused() =>
        (await _api.ListAsync("?status=failed&status=running")).Problems.ShouldBe([
            "status is given 2 times: give it once.",
        ]);

    [Fact]
    public async Task Rerun_WithAQuery_IsRefusedAndStartsNothing()
    {
        _pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? new Failure("X", "x", "x") : null;
        var failed = _pipeline.RunToEnd();
        (await _api.RerunAsync(failed.RunId, "?query_type=hourly_traffic")).Status.ShouldBe(400);
        (await _api.RerunAsync(failed.RunId, "?code=key")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task RemoveLeftovers_WithAQuery_IsRefusedAndDeletesNothing()
    {
        _pipeline.RunToEnd();
        _pipeline.Store.Write(_pipeline.Store.Results.Single().RunKey, "id.csv");
        var before = (await _api.LeftoversAsync(remove: false)).Text;
        (await _api.LeftoversAsync(remove: true, "?dry_run=true")).Status.ShouldBe(400);
        (await _api.LeftoversAsync(remove: false)).Text.ShouldBe(before);
    }

    [Fact]
    public async Task Anything_WithANameThatIsNotDescribed_IsRefusedAndStartsNothing()
    {
        var id = _pipeline.RunToEnd().RunId;
        var instances = _pipeline.Hub.Instances.Count;
        var api = new Api(_pipeline) { Query = "?dry_run=true" };

        foreach (var (address, call) in api.All)
        {
            var answer = await call(id);
            answer.Status.ShouldBe(400, address);
            answer.Problems.ShouldHaveSingleItem(address).ShouldStartWith("'dry_run' is not known");
        }

        _pipeline.Hub.Instances.Count.ShouldBe(instances);
    }

    [Theory]
    [InlineData("?code=key&clientId=nightly")]
    [InlineData("?Code=key&clientid=nightly")]
    [InlineData("?CODE=key&CLIENTID=nightly")]
    public async Task Anything_WithAKeyAndItsName_IsAnswered(string query)
    {
        _pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? new Failure("X", "x", "x") : null;
        var started = await _api.StartAsync(query: query);
        started.Status.ShouldBe(202);
        _pipeline.Hub.Run();
        (await _api.RerunAsync(started["id"], query)).Status.ShouldBe(202);
        _pipeline.Hub.Run();
        (await _api.RollBackAsync("shop-a", query)).Status.ShouldBe(202);
        (await _api.ListAsync(query)).Status.ShouldBe(200);
        (await _api.PlanAsync(query)).Status.ShouldBe(200);
        (await _api.LeftoversAsync(remove: false, query)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Rerun_OfARollback_RollsBackWhatCouldNotAndPublishesNothing()
    {
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.RunToEnd();
        _pipeline.Catalog.OnChange = (_, table) =>
        {
            if (table.Contains("hourly_traffic", StringComparison.Ordinal))
                throw new FailureException(new("AccessDenied", "glue:UpdateTable", "Allow it."));
        };
        var id = (await _api.RollBackAsync("shop-a", "?query_type=hourly_traffic&query_type=product_ranking"))["id"];
        _pipeline.Hub.Run();
        _pipeline.Report(id).Totals.Failed.ShouldBe(1);
        _pipeline.Catalog.OnChange = null;
        var queries = _pipeline.Athena.Queries.Count;

        var again = await _api.RerunAsync(id);
        _pipeline.Hub.Run();

        var report = _pipeline.Report(again["id"]);
        (report.Kind, report.Totals.Published, report.Totals.Tables).ShouldBe((RunKind.Rollback, 1, 1));
        _pipeline.Athena.Queries.Count.ShouldBe(queries);
    }
}
