using CommerceAnalytics.Functions.Alerts;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Alerts;

/// <summary>A table that is held night after night: from the third on the alert says how old what readers see is.</summary>
public class HeldNightAlertTests
{
    private const string Table = "shop_a_commerce_product_ranking_summary";

    private readonly Pipeline _pipeline = new(settings =>
        settings with
        {
            ServiceNames = ["shop-a"],
            AlertWebhookUrl = "https://example.com/secret",
        }
    );

    [Fact]
    public void Run_HeldForTheThirdNightInARow_SaysSinceWhenAndHowOldTheLiveTableIs()
    {
        Run(0);
        Hold();

        Night(1).Held.ShouldBeNull();
        Night(2).Held.ShouldBeNull();
        Night(3)
            .Held!.ShouldHaveSingleItem()
            .ShouldBe($"Held for 3 nights in a row, since 2025-10-29: {Table}. Readers see 2025-10-28, 3 days older.");
        Night(4).Held!.ShouldHaveSingleItem().ShouldStartWith("Held for 4 nights in a row, since 2025-10-29: ");
        AlertText.Of(Raised()[^1], AlertFormat.Slack).ShouldContain("Held for 4 nights in a row");
    }

    [Fact]
    public void Run_ANightBetweenWasPublished_CountsAnew()
    {
        Hold();
        Night(0);
        Night(1);
        _pipeline.Athena.Built = (_, _) => [];
        Run(2);
        Hold();

        Night(3).Held.ShouldBeNull();
    }

    [Fact]
    public void Run_NeverPublished_SaysThatThereIsNoLiveTable()
    {
        Hold();
        Night(0);
        Night(1);

        Night(2).Held!.ShouldHaveSingleItem().ShouldEndWith($"{Table}. There is no live table.");
    }

    [Fact]
    public void Run_VersionsCannotBeRead_IsToldWithoutIt()
    {
        Hold();
        Night(0);
        Night(1);
        _pipeline.Catalog.ListRefusal = () =>
            _pipeline.Hub.Activities[^1] == FunctionNames.RaiseAlert
                ? new Failure("AccessDenied", "glue:GetTables", "Allow it.")
                : null;

        Night(2).Held.ShouldBeNull();
    }

    private void Hold() =>
        _pipeline.Athena.Built = (_, queryType) =>
            queryType == "product_ranking" ? [("rows_with_key_of_another", "", "2")] : [];

    private RunAlert Night(int night)
    {
        Run(night);
        return Raised()[^1];
    }

    private void Run(int night)
    {
        var due = new DateTimeOffset(Pipeline.Today.AddDays(night), new TimeOnly(4, 0), TimeSpan.Zero);
        if (due > _pipeline.Time.GetUtcNow())
            _pipeline.Time.Advance(due - _pipeline.Time.GetUtcNow());
        _pipeline.RunToEnd(_pipeline.Input(Pipeline.Today.AddDays(night)));
        _pipeline.Hub.Run();
    }

    private List<RunAlert> Raised() => _pipeline.Webhook.Told;
}
