using System.Text.Json;
using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Functions.Tests.Virtual;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Alerts;

public class AlertTests
{
    private static readonly Failure Wrong = new("InvalidQuery", "line 1:1: no", "Mend it.");

    private static readonly RunAlert Told = new(
        AlertKind.Failed,
        "commerce-2025-10-28",
        Pipeline.Today,
        "1 of 7 tables failed",
        null,
        []
    );

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            ServiceNames = ["shop-a"],
            AlertWebhookUrl = "https://example.com/secret",
        }
    );

    [Fact]
    public void Run_Failed_RaisesOneAlertThatNamesEachCauseOnce()
    {
        _pipeline.Athena.Ending = (_, _, _) => Wrong;
        _pipeline.RunToEnd();

        var alert = Raised().Single();

        alert.Kind.ShouldBe(AlertKind.Failed);
        alert.Line.ShouldStartWith("7 of 7 tables failed: InvalidQuery: ");
        alert.Report.ShouldBe("s3://results/commerce-summary/pipeline/runs/commerce-2025-10-28.json");
        alert.Causes.Single().Tables.Count.ShouldBe(8, "the overview too");
    }

    [Fact]
    public void Run_ActivityThatRaisesRunsTwice_RaisesOneAlert()
    {
        var died = false;
        _pipeline.Hub.ActivityDies = name => name == FunctionNames.RaiseAlert && !died && (died = true);
        _pipeline.Athena.Ending = (_, _, _) => Wrong;
        _pipeline.RunToEnd();
        died.ShouldBeTrue();
        Raised().Count.ShouldBe(1);
    }

    [Fact]
    public void Run_AllThatFailedIsPublishedAgain_RaisesRecoveredOnce()
    {
        _pipeline.Athena.Ending = (_, type, _) => type is "hourly_traffic" or "product_ranking" ? Wrong : null;
        _pipeline.RunToEnd();
        _pipeline.Athena.Ending = (_, type, _) => type == "product_ranking" ? Wrong : null;
        _pipeline.RunToEnd();
        _pipeline.Athena.Ending = (_, _, _) => null;
        _pipeline.RunToEnd();
        _pipeline.RunToEnd();
        Raised().Select(alert => alert.Kind).ShouldBe([AlertKind.Failed, AlertKind.Failed, AlertKind.Recovered]);
    }

    [Fact]
    public void Run_FailsNightAfterNight_TellsSinceWhenUntilItRecovers()
    {
        _pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? Wrong : null;
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-2)));
        _pipeline.Athena.Ending = (_, type, _) => type is "hourly_traffic" or "product_ranking" ? Wrong : null;
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        _pipeline.Athena.Ending = (_, type, _) => type == "product_ranking" ? Wrong : null;
        _pipeline.RunToEnd(_pipeline.Input());
        _pipeline.Athena.Ending = (_, _, _) => null;
        _pipeline.RunToEnd(_pipeline.Input());

        Raised()
            .Select(alert => (alert.Kind, Pipeline.Today.DayNumber - alert.Since!.Value.DayNumber))
            .ShouldBe([(AlertKind.Failed, 2), (AlertKind.Failed, 2), (AlertKind.Failed, 1), (AlertKind.Recovered, 1)]);
    }

    [Fact]
    public void Run_WhenOpenFailuresCannotBeRead_AlertsAndKeepsThem()
    {
        const string key = "pipeline/alerts/open.json";
        const string open = "{\"shop_b_commerce_hourly_traffic_summary\":\"2025-10-20\"}";
        _pipeline.Store.Texts[key] = open;
        _pipeline.Athena.Ending = (_, _, _) => Wrong;
        _pipeline.Hub.ActivityStarts = name =>
            _pipeline.Store.ReadRefusal =
                name == FunctionNames.RaiseAlert ? new("AccessDenied", "not allowed", "Allow it.") : null;
        _pipeline.RunToEnd();

        Raised().Single().Kind.ShouldBe(AlertKind.Failed);
        _pipeline.Store.Texts[key].ShouldBe(open);
    }

    [Theory]
    [InlineData(AlertKind.Failed, 2, "Not published since the night of 2025-10-26, 3 nights.")]
    [InlineData(AlertKind.Recovered, 2, "Tables had not been published since the night of 2025-10-26.")]
    [InlineData(AlertKind.Failed, 0, null)]
    public void Text_OfAFailureThatLasts_SaysSinceWhen(AlertKind kind, int nights, string? line)
    {
        var alert = Told with { Kind = kind, Since = Pipeline.Today.AddDays(-nights) };
        foreach (var format in (AlertFormat[])[AlertFormat.Slack, AlertFormat.Teams])
        {
            var text = AlertText.Of(alert, format);
            if (line is null)
                text.ShouldNotContain("since");
            else
                text.ShouldContain(line);
        }

        AlertText.Of(alert, AlertFormat.Json).ShouldContain($"\"since\":\"{alert.Since:yyyy-MM-dd}\"");
    }

    [Theory]
    [InlineData(AlertFormat.Slack, "\\n<https://example.com/c/monitor?run=commerce-2025-10-28|Open on the monitor>\"}")]
    [InlineData(
        AlertFormat.Teams,
        "\"actions\":[{\"type\":\"Action.OpenUrl\",\"title\":\"Open on the monitor\",\"url\":\"https://example.com/c/monitor?run=commerce-2025-10-28\"}]"
    )]
    [InlineData(AlertFormat.Json, "\"link\":\"https://example.com/c/monitor?run=commerce-2025-10-28\"")]
    public void Text_WithAPublicUrl_LeadsToTheRun(AlertFormat format, string part)
    {
        var settings = new CommerceSettings { PublicUrl = "https://example.com/c/" };
        var alert = Told with { Link = PageLink.To(Told.RunId, settings) };

        AlertText.Of(alert, format).ShouldContain(part);
        PageLink.To(Told.RunId, new CommerceSettings()).ShouldBeNull();
        var without = AlertText.Of(Told, format);
        without.ShouldNotContain("monitor");
        without.ShouldNotContain("link");
        JsonDocument.Parse(without).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
    }

    [Theory]
    [InlineData("https://example.com", "https://example.com/monitor?run=commerce-2025-10-28")]
    [InlineData(null, null)]
    public void Run_Failed_LeadsToItselfWhereASettingSaysWhere(string? publicUrl, string? link)
    {
        var pipeline = new Pipeline(settings =>
            settings with
            {
                ServiceNames = ["shop-a"],
                AlertWebhookUrl = "https://example.com/secret",
                PublicUrl = publicUrl,
            }
        );
        pipeline.Athena.Ending = (_, _, _) => Wrong;
        pipeline.RunToEnd();

        var raised = pipeline.Hub.Instances.Values.Single(one => one.Name == FunctionNames.AlertOrchestrator);
        Json.Value<RunAlert>(raised.Input).Link.ShouldBe(link);
    }

    [Fact]
    public void Run_PassesItsDeadline_IsReportedLateAndGoesOn()
    {
        _pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromMinutes(type == "hourly_traffic" ? 25 : 1);
        var slow = _pipeline.RunToEnd(_pipeline.Input() with { Kind = RunKind.Refresh });
        slow.Warnings.ShouldBeEmpty();
        _pipeline.Athena.Duration = (_, type, _) => TimeSpan.FromMinutes(type == "overview" ? 1 : 25);

        var late = _pipeline.RunToEnd();

        late.Status.ShouldBe(ReportStatus.Succeeded);
        late.Warnings.Single()
            .ShouldSatisfyAllConditions(
                warning => warning.Code.ShouldBe("RunLate"),
                warning =>
                    warning.Message.ShouldContain(
                        "had not ended 60 minutes after its start: 4 of 7 tables published; running shop-a"
                    )
            );
        Raised().Single().Kind.ShouldBe(AlertKind.Late);
    }

    [Fact]
    public void Run_WaitsForAnotherBeyondItsDeadline_IsLateToo()
    {
        _pipeline.Athena.Duration = (_, _, _) => TimeSpan.FromMinutes(28);
        _pipeline.Start(_pipeline.Input(Pipeline.Today.AddDays(-1)));
        var id = _pipeline.Start();
        _pipeline.Hub.Run(() => Raised().Count == 2);
        Raised().ShouldAllBe(alert => alert.Kind == AlertKind.Late);
        Raised()
            .Single(alert => alert.RunId == id)
            .Line.ShouldBe("0 of 7 tables published; waits for commerce-2025-10-27 to end");
    }

    [Fact]
    public void Run_WebhookIsDown_EndsAtOnceAndTheMessageIsTriedAgain()
    {
        _pipeline.Webhook.Refusal = new("WebhookUnreachable", "nobody there", "Look.", RetryAdvice.AfterWaiting);
        _pipeline.Athena.Ending = (_, _, _) => Wrong;
        _pipeline.RunToEnd();
        var ended = _pipeline.Hub.Now;
        _pipeline.Hub.Run();
        _pipeline.Hub.Now.ShouldBeGreaterThan(ended.AddSeconds(60));
        var alert = _pipeline.Hub.Instances.Values.Single(instance => instance.Name == FunctionNames.AlertOrchestrator);
        alert.Status.ShouldBe(OrchestrationRuntimeStatus.Completed);
        _pipeline.Hub.Activities.Count(name => name == FunctionNames.SendAlert).ShouldBe(8);
        _pipeline
            .Hub.Instances.Values.SelectMany(instance => instance.History)
            .ShouldAllBe(e => !EventJson.Write(e).Contains("secret"));
    }

    [Theory]
    [InlineData(
        "https://hooks.slack.com/services/T/B/x",
        AlertFormat.Auto,
        "\"text\":\"*CommerceAnalytics: run commerce-2025-10-28 failed*\\n1 of 7 &lt;tables&gt; failed"
    )]
    [InlineData(
        "https://shop.webhook.office.com/webhookb2/x",
        AlertFormat.Auto,
        "\"contentType\":\"application/vnd.microsoft.card.adaptive\""
    )]
    [InlineData(
        "https://prod-1.westeurope.logic.azure.com/workflows/x",
        AlertFormat.Auto,
        "\"text\":\"CommerceAnalytics: run commerce-2025-10-28 failed\""
    )]
    [InlineData(
        "https://example.com/hook",
        AlertFormat.Auto,
        "{\"kind\":\"failed\",\"run_id\":\"commerce-2025-10-28\",\"execution_date\":\"2025-10-28\",\"line\":\"1 of 7 <tables> failed\""
    )]
    [InlineData("https://example.com/hook", AlertFormat.Slack, "\"text\":\"*CommerceAnalytics")]
    public void Text_ByAddressOrSetting_IsAsTheReceiverTakesIt(string address, AlertFormat format, string part)
    {
        var alert = new RunAlert(
            AlertKind.Failed,
            "commerce-2025-10-28",
            Pipeline.Today,
            "1 of 7 <tables> failed",
            null,
            [new ReportCause("InvalidQuery", "no", "Mend it.", ["a_summary"])]
        );
        var text = AlertText.Of(alert, MessageFormat.For(format, new Uri(address)));
        JsonDocument.Parse(text).RootElement.ValueKind.ShouldBe(JsonValueKind.Object);
        text.ShouldContain(part);
        text.ShouldContain("Mend it.");
    }

    private List<RunAlert> Raised() =>
        [
            .. _pipeline
                .Hub.Instances.Values.Where(instance => instance.Name == FunctionNames.AlertOrchestrator)
                .Select(instance => Json.Value<RunAlert>(instance.Input)),
        ];
}
