using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Reports;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Alerts;

public class DigestTests
{
    private const string Address = "https://example.com/secret";

    private static readonly Failure Wrong = new("InvalidQuery", "line 1:1: no", "Mend it.");

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            MinDataDate = new(2025, 1, 1),
            DigestWebhookUrl = Address,
            PublicUrl = "https://example.com/c",
        }
    );

    [Fact]
    public void Night_HasEnded_IsToldOnceWithItsServicesAndALink()
    {
        RunNight();

        var digest = _pipeline.Webhook.Digests.Single();
        (digest.RunId, digest.ExecutionDate).ShouldBe(("commerce-2025-10-28", Pipeline.Today));
        digest.Line.ShouldStartWith("14 of 14 tables published");
        digest.Services.Select(service => service.ServiceName).ShouldBe(["shop-a", "shop-b"]);
        (digest.Currency, digest.Link).ShouldBe(("KRW", "https://example.com/c/dashboard"));
        _pipeline.Webhook.Told.ShouldBeEmpty("there is no alert webhook");
    }

    [Fact]
    public void Night_WhoseActivitiesDieOnce_IsToldOnce()
    {
        var died = new HashSet<string>();
        _pipeline.Hub.ActivityDies = name => name == FunctionNames.RaiseAlert && died.Add(name);
        RunNight();
        died.ShouldBe([FunctionNames.RaiseAlert]);
        _pipeline.Webhook.Digests.Count.ShouldBe(1);
    }

    [Fact]
    public void Night_Failed_IsToldAllTheSame()
    {
        _pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? Wrong : null;
        RunNight();
        _pipeline.Webhook.Digests.Single().Line.ShouldStartWith("2 of 14 tables failed");
    }

    [Fact]
    public void Night_RunASecondTime_IsNotToldAgain()
    {
        RunNight();
        RunNight();
        _pipeline.Webhook.Digests.Count.ShouldBe(1);
    }

    [Fact]
    public void Run_OfAnEarlierDate_TellsNothing()
    {
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Hub.Run();
        _pipeline.Webhook.Digests.ShouldBeEmpty();
    }

    [Fact]
    public void Night_WithoutTheSetting_IsNotRead()
    {
        var pipeline = new Pipeline();
        pipeline.RunToEnd();
        pipeline.Hub.Run();
        pipeline.Athena.DigestQueries.ShouldBeEmpty();
        pipeline.Hub.Instances.Values.ShouldNotContain(one => one.Name == FunctionNames.DigestOrchestrator);
    }

    [Fact]
    public void FirstNight_HasNothingToCompare_AsksTheOverviewAlone()
    {
        RunNight();
        var sql = _pipeline.Athena.DigestQueries.Single().Sql;
        sql.ShouldContain("'overview' AS part");
        sql.ShouldNotContain("pipeline_history_");
    }

    [Fact]
    public void Night_WithANightAWeekBefore_ComparesEachSummaryThatRanksItsRows()
    {
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-7)));
        _pipeline.Athena.DigestRows =
        [
            ["product_ranking", "shop-a", "Ribbon", "120;100"],
            ["search_analytics", "shop-b", "lace", "3;7"],
        ];
        RunNight();

        var sql = _pipeline.Athena.DigestQueries.Single().Sql;
        foreach (var type in (string[])["button_interaction", "product_ranking", "search_analytics", "navigation_flow"])
            sql.ShouldContain($"FROM \"log_db\".\"pipeline_history_{type}\"");
        sql.ShouldNotContain("pipeline_history_hourly_traffic");
        var digest = _pipeline.Webhook.Digests.Single();
        digest.Services[0].Moved.Single().ShouldBe(new("product_ranking", "cart_add_count", "Ribbon", 120, 100));
        digest.Services[1].Moved.Single().ShouldBe(new("search_analytics", "search_count", "lace", 3, 7));
    }

    [Fact]
    public void Night_OfAnotherDefinitionThanAWeekBefore_IsNotComparedWithIt()
    {
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-7)));
        foreach (var (key, night) in _pipeline.History.Nights.Where(night => night.Key.QueryType == "product_ranking"))
        {
            var parameters = night.Parameters.ToDictionary(
                pair => pair.Key,
                pair => pair.Key.Contains("definition", StringComparison.Ordinal) ? "another" : pair.Value
            );
            _pipeline.History.Nights[key] = night with { Parameters = parameters };
        }

        RunNight();
        var sql = _pipeline.Athena.DigestQueries.Single().Sql;
        sql.ShouldContain("pipeline_history_search_analytics");
        sql.ShouldNotContain("pipeline_history_product_ranking");
    }

    [Fact]
    public void Night_OfMoreDaysThanAWeekBefore_IsNotComparedWithIt()
    {
        var pipeline = new Pipeline(settings => settings with { DigestWebhookUrl = Address });
        pipeline.RunToEnd(pipeline.Input(Pipeline.Today.AddDays(-7)));
        pipeline.RunToEnd();
        pipeline.Hub.Run();
        var sql = pipeline.Athena.DigestQueries.Single().Sql;
        sql.ShouldContain("pipeline_history_button_interaction", customMessage: "a week, whole on both nights");
        sql.ShouldNotContain("pipeline_history_product_ranking", customMessage: "30 days that MinDataDate cuts");
    }

    [Fact]
    public void Night_WhoseReceiverIsDown_IsTriedAgainAndNamesNoAddress()
    {
        _pipeline.Webhook.Refusal = new("WebhookUnreachable", "nobody there", "Look.", RetryAdvice.AfterWaiting);
        _pipeline.RunToEnd().Status.ShouldBe(ReportStatus.Succeeded);
        _pipeline.Hub.Run();

        var digest = _pipeline.Hub.Instances.Values.Single(one => one.Name == FunctionNames.DigestOrchestrator);
        digest.Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
        _pipeline.Hub.Activities.Count(name => name == FunctionNames.SendDigest).ShouldBe(8);
        _pipeline
            .Hub.Instances.Values.SelectMany(instance => instance.History)
            .ShouldAllBe(e => !EventJson.Write(e).Contains("secret"));
    }

    private void RunNight()
    {
        _pipeline.RunToEnd();
        _pipeline.Hub.Run();
    }
}
