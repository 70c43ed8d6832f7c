using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Http;

public class ApiTests
{
    private readonly Pipeline _pipeline = new();
    private readonly Api _api;

    public ApiTests() => _api = new(_pipeline);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"service_names":["shop-a","shop-b"],"execution_date":null}""")]
    public async Task Start_NothingStandsAgainstIt_Answers202WithPayload(string body)
    {
        var answer = await _api.StartAsync(body);
        answer.Status.ShouldBe(202);
        answer["id"].ShouldBe("commerce-2025-10-28");
        answer.Location.ShouldBe(answer["statusQueryGetUri"]);
    }

    [Fact]
    public async Task Accepted_StartCancelRerunAndRollback_SayWhenToLookAgain()
    {
        var started = await _api.StartAsync();
        _pipeline.Hub.Run(() => _pipeline.Athena.Active > 0);
        var cancelled = await _api.CancelAsync(started["id"]);
        _pipeline.Hub.Run();
        _pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? new Failure("X", "x", "x") : null;
        var failed = _pipeline.RunToEnd();
        var rerun = await _api.RerunAsync(failed.RunId);
        _pipeline.Hub.Run();
        var rolledBack = await _api.RollBackAsync("shop-a");
        foreach (var answer in (Answer[])[started, cancelled, rerun, rolledBack])
            (answer.Status, answer.RetryAfter).ShouldBe((202, "10"));
    }

    [Fact]
    public async Task Start_DaysToExtractAgain_AreReadOnceMore()
    {
        var extracting = new Pipeline(settings =>
            settings with
            {
                ServiceNames = ["shop-a"],
                ScanMode = ScanMode.Extract,
            }
        );
        extracting.RunToEnd();
        var before = extracting.Athena.Queries.Count(query => query.QueryType == "events");

        (
            await new Api(extracting).StartAsync(
                """{"reextract":["2025-10-03"],"query_types":["purchase_analytics"]}"""
            )
        ).Status.ShouldBe(202);
        extracting.Hub.Run();

        extracting.Athena.Queries.Count(query => query.QueryType == "events").ShouldBe(before + 1);
        extracting.Report("commerce-2025-10-28-2").Extract!.Queries.Single().FirstDay.ShouldBe(new(2025, 10, 3));
    }

    [Fact]
    public async Task Start_DaysToExtractAgainWithoutAnExtract_Answers400()
    {
        var answer = await _api.StartAsync("""{"reextract":["2025-10-03","tomorrow"]}""");
        answer.Status.ShouldBe(400);
        answer.Problems.ShouldContain(problem => problem.Contains("There is no extract", StringComparison.Ordinal));
        answer.Problems.ShouldContain(problem => problem.Contains("tomorrow", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_ARunOfThatDateGoesOn_Answers409WithItsPayload()
    {
        await _api.StartAsync();
        _pipeline.Hub.Run(() => _pipeline.Athena.Active > 0);
        var answer = await _api.StartAsync();
        answer.Status.ShouldBe(409);
        answer.ContentType.ShouldBe("application/problem+json");
        answer["id"].ShouldBe("commerce-2025-10-28");
        answer["statusQueryGetUri"].ShouldBe("http://host/instances/commerce-2025-10-28");
    }

    [Fact]
    public async Task Start_TwoRace_MakeOneRun()
    {
        var other = new Answer(0, "", null, "");
        _pipeline.Hub.Client.BeforeSchedule = () => other = _api.StartElsewhereAsync().GetAwaiter().GetResult();
        var answer = await _api.StartAsync();
        (other.Status, answer.Status).ShouldBe((202, 409));
        answer["id"].ShouldBe(other["id"]);
        _pipeline.Hub.Instances.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_TheDateHasBeenRun_RunsItAgainUnderANumber()
    {
        _pipeline.RunToEnd();
        (await _api.StartAsync())["id"].ShouldBe("commerce-2025-10-28-2");
        _pipeline.Hub.Run();
        (await _api.StartAsync())["id"].ShouldBe("commerce-2025-10-28-3");
    }

    [Fact]
    public async Task Start_APartOfTodaysTables_LeavesTheNightItsId()
    {
        (await _api.StartAsync("""{"service_names":["shop-a"]}"""))["id"].ShouldBe("commerce-2025-10-28-2");
        (await _api.StartAsync("""{"execution_date":"2025-10-20","service_names":["shop-a"]}"""))["id"]
            .ShouldBe("commerce-2025-10-20");
    }

    [Fact]
    public async Task Start_LaterDataIsPublished_IsRefusedUnlessForced()
    {
        _pipeline.RunToEnd();
        var answer = await _api.StartAsync("""{"execution_date":"2025-10-27"}""");
        answer.Status.ShouldBe(409);
        answer["code"].ShouldBe("LaterDataPublished");
        answer["detail"].ShouldContain("force");
        (await _api.StartAsync("""{"execution_date":"2025-10-27","force":true}""")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Start_CatalogDoesNotAnswer_StartsAndLetsTheRunSaySo()
    {
        _pipeline.Catalog.ListRefusal = () => new("AccessDenied", "glue:GetTables", "Allow it.");
        (await _api.StartAsync()).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Start_EverythingIsWrong_AnswersAllProblemsAtOnceAndDoesNothing()
    {
        var answer = await _api.StartAsync(
            """{"service_names":["x';DROP TABLE y"],"execution_date":"2025-13-40","query_types":["nonsense"],"force":"yes","extra":1}"""
        );
        answer.Status.ShouldBe(400);
        answer.ContentType.ShouldBe("application/problem+json");
        answer.Problems.Count.ShouldBe(5);
        answer.Problems.ShouldContain(
            "'extra' is not known: a run takes service_names, execution_date, query_types, force and reextract."
        );
        answer.Problems.ShouldContain("force must be true or false.");
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{", "not JSON")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{"service_names":"shop-a"}""", "service_names must be an array of strings.")]
    [InlineData("""{"execution_date":"2025-10-29"}""", "future")]
    [InlineData("""{"execution_date":20251028}""", "execution_date must be a string")]
    public async Task Start_BadBody_Answers400(string body, string problem)
    {
        var answer = await _api.StartAsync(body);
        answer.Status.ShouldBe(400);
        answer.Problems.ShouldContain(p => p.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_RunGoesOnOrHasEnded_AnswersTheReportSoFar()
    {
        await _api.StartAsync();
        (await _api.GetAsync("commerce-2025-10-28"))["status"].ShouldBe("running");
        _pipeline.Hub.Run(() => _pipeline.Athena.Queries.Count > 8);
        var half = await _api.GetAsync("commerce-2025-10-28");
        half["status"].ShouldBe("running");
        half.Json.GetProperty("totals").GetProperty("published").GetInt32().ShouldBeInRange(4, 8);
        _pipeline.Hub.Run();
        var whole = await _api.GetAsync("commerce-2025-10-28");
        whole["status"].ShouldBe("succeeded");
        whole.Json.GetProperty("totals").GetProperty("published").GetInt32().ShouldBe(14);
    }

    [Fact]
    public async Task Get_RunWasTerminated_SaysSo()
    {
        await _api.StartAsync();
        _pipeline.Hub.Run(() => _pipeline.Athena.Active > 0);
        _pipeline.Hub.Terminate("commerce-2025-10-28");

        var report = await _api.GetAsync("commerce-2025-10-28");
        report["status"].ShouldBe("cancelled");
        var services = report.Json.GetProperty("services").EnumerateArray().ToList();
        services.ShouldAllBe(service => service.GetProperty("status").GetString() == "cancelled");
        services
            .SelectMany(service => service.GetProperty("tables").EnumerateArray())
            .ShouldAllBe(table => table.GetProperty("status").GetString() == "cancelled");
    }

    [Theory]
    [InlineData("commerce-2025-10-01")]
    [InlineData("queue-commerce-2025-10-28")]
    [InlineData("<b>")]
    public async Task AnyRun_IsNotThere_Answers404(string id)
    {
        foreach (var answer in new[] { await _api.GetAsync(id), await _api.CancelAsync(id), await _api.RerunAsync(id) })
        {
            answer.Status.ShouldBe(404);
            answer.ContentType.ShouldBe("application/problem+json");
        }
    }

    [Fact]
    public async Task Rerun_TablesFailed_RunsJustThose()
    {
        var broken = true;
        _pipeline.Athena.Ending = (service, type, _) =>
            broken && (service, type) is ("shop-a", "hourly_traffic") or ("shop-b", "search_analytics")
                ? new Failure("X", "x", "x")
                : null;
        _pipeline.RunToEnd();
        broken = false;
        _pipeline.Athena.Ending = (_, _, _) => null;
        var answer = await _api.RerunAsync("commerce-2025-10-28");
        answer.Status.ShouldBe(202);
        var before = _pipeline.Athena.Queries.Count;
        _pipeline.Hub.Run();
        _pipeline
            .Athena.Queries.Skip(before)
            .Select(query => (query.Service, query.QueryType))
            .ShouldBe([("shop-a", "hourly_traffic"), ("shop-b", "search_analytics")], ignoreOrder: true);
        _pipeline.Report(answer["id"]).Totals.Published.ShouldBe(2);
        (await _api.RerunAsync(answer["id"])).Status.ShouldBe(409, "nothing failed in it");
    }

    [Fact]
    public async Task Cancel_RunGoesOn_Answers202AndItEnds()
    {
        await _api.StartAsync();
        _pipeline.Hub.Run(() => _pipeline.Athena.Active > 0);
        (await _api.CancelAsync("commerce-2025-10-28")).Status.ShouldBe(202);
        _pipeline.Hub.Run();
        _pipeline.Athena.Active.ShouldBe(0);
        (await _api.GetAsync("commerce-2025-10-28"))["status"].ShouldBe("cancelled");
        (await _api.CancelAsync("commerce-2025-10-28")).Status.ShouldBe(409);
    }

    [Fact]
    public async Task Cancel_RunIsSuspended_EndsItAllTheSame()
    {
        const string id = "commerce-2025-10-28";
        await _api.StartAsync();
        _pipeline.Hub.Run(() => _pipeline.Athena.Active > 0);
        await _pipeline.Hub.Client.SuspendInstanceAsync(id);
        _pipeline.Hub.Run();
        _pipeline.Status(id).ShouldBe(OrchestrationRuntimeStatus.Suspended);

        (await _api.CancelAsync(id)).Status.ShouldBe(202);
        _pipeline.Hub.Run();

        _pipeline.Run(id).IsCompleted.ShouldBeTrue();
        (await _api.GetAsync(id))["status"].ShouldBe("cancelled");
    }

    [Fact]
    public async Task List_ManyRuns_AreNewestFirstInPages()
    {
        for (var day = 3; day <= 28; day++)
            _pipeline.Start(_pipeline.Input(new DateOnly(2025, 10, day)));
        foreach (var run in _pipeline.Hub.Instances.Values)
            run.Status = OrchestrationRuntimeStatus.Terminated;
        _pipeline.Start(_pipeline.Input());
        var first = (await _api.ListAsync("?page_size=20")).Json;
        Ids(first).Take(3).ShouldBe(["commerce-2025-10-28-2", "commerce-2025-10-28", "commerce-2025-10-27"]);
        var next = first.GetProperty("next").GetString()!;
        var second = (await _api.ListAsync(next[next.IndexOf('?', StringComparison.Ordinal)..])).Json;
        Ids(first).Concat(Ids(second)).Distinct().Count().ShouldBe(27);
        second.GetProperty("next").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        Ids((await _api.ListAsync("?status=running")).Json).ShouldBe(["commerce-2025-10-28-2"]);
        Ids((await _api.ListAsync("?from=2025-10-05&to=2025-10-06")).Json)
            .ShouldBe(["commerce-2025-10-06", "commerce-2025-10-05"]);
    }

    [Fact]
    public async Task List_ByServiceAndText_FindsRunsOnAllPages()
    {
        for (var day = 3; day <= 28; day++)
        {
            var input = _pipeline.Input(new DateOnly(2025, 10, day));
            _pipeline.Start(
                input with
                {
                    Request = input.Request with { ServiceNames = [day % 9 == 0 ? "shop-b" : "shop-a"] },
                }
            );
        }

        var first = (await _api.ListAsync("?service=op-b&page_size=2")).Json;
        Ids(first)
            .ShouldBe(
                ["commerce-2025-10-27-2", "commerce-2025-10-18"],
                "a part of a night that may still be due leaves it its own id"
            );
        var next = first.GetProperty("next").GetString()!;
        Ids((await _api.ListAsync(next[next.IndexOf('?', StringComparison.Ordinal)..])).Json)
            .ShouldBe(["commerce-2025-10-09"]);
        Ids((await _api.ListAsync("?text=COMMERCE-2025-10-1&service=shop-b&status=running")).Json)
            .ShouldBe(["commerce-2025-10-18"]);
        Ids((await _api.ListAsync("?service=shop-b%27%20OR%201=1")).Json).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_ByText_LooksAtWhatIsSaidAndAtNothingElse()
    {
        foreach (
            var (day, said) in new[] { (3, "13 of 14 tables published, 상품 “x”"), (4, "0 of 14 tables published") }
        )
        {
            var id = _pipeline.Start(_pipeline.Input(new DateOnly(2025, 10, day)));
            _pipeline.Hub.Instances[id].CustomStatus = Json.Text(
                new RunProgress
                {
                    Line = said,
                    Phase = RunProgress.Waiting,
                    Tables = 14,
                }
            );
        }

        _pipeline.Start(_pipeline.Input(new DateOnly(2025, 10, 5)));

        Ids((await _api.ListAsync("?text=TABLES%20published")).Json)
            .ShouldBe(["commerce-2025-10-04", "commerce-2025-10-03"]);
        Ids((await _api.ListAsync($"?text={Uri.EscapeDataString("상품 “X")}")).Json).ShouldBe(["commerce-2025-10-03"]);
        Ids((await _api.ListAsync("?text=waiting")).Json).ShouldBeEmpty();
        Ids((await _api.ListAsync("?text=published&status=failed")).Json).ShouldBeEmpty();
    }

    [Fact]
    public async Task List_BadQuery_AnswersAllProblems() =>
        (await _api.ListAsync("?from=x&status=y&page_size=0&after=z&other=1")).Problems.Count.ShouldBe(5);

    [Fact]
    public async Task List_FromAfterTo_Is400() =>
        (await _api.ListAsync("?from=2025-10-07&to=2025-10-06"))
            .Problems.ShouldHaveSingleItem()
            .ShouldContain("from must not be after to");

    [Fact]
    public async Task Plan_Asked_AnswersEveryStatementAndChangesNothing()
    {
        var answer = await _api.PlanAsync("?date=2025-10-20&service=shop-a&query_type=hourly_traffic&code=key");
        answer.Status.ShouldBe(200);
        answer.Text.ShouldStartWith("-- pipeline_overview: 2025-10-01 to 2025-10-19, before the tables\n");
        answer.Text.ShouldContain("\n-- shop_a_commerce_hourly_traffic_summary: 2025-10-13 to 2025-10-19, batch 1\n");
        answer.Text.TrimEnd().ShouldEndWith(";");
        (await _api.PlanAsync()).Text.Split("\nCREATE TABLE").Length.ShouldBe(16);
        _pipeline.Athena.Queries.ShouldBeEmpty();
    }

    [Fact]
    public async Task Plan_BadQuery_AnswersAllProblems() =>
        (await _api.PlanAsync("?date=x&service=Y&query_type=z&other=1")).Problems.Count.ShouldBe(4);

    private static List<string> Ids(System.Text.Json.JsonElement page) =>
        [.. page.GetProperty("runs").EnumerateArray().Select(run => run.GetProperty("run_id").GetString()!)];
}
