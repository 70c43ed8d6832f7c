using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Events;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Services;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Overview;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.Functions.Tests.Services;

/// <summary>The nights to compare with: found for many services at once.</summary>
public class EarlierNightsTests
{
    private const string Ranking = "product_ranking";

    private static readonly DateOnly Before = Pipeline.Today.AddDays(-1);

    [Fact]
    public void Run_ManyServices_AsksForTheirNightsOnceAQueryType()
    {
        var pipeline = Of(services: 25);
        pipeline.RunToEnd(pipeline.Input(Before));
        pipeline.History.Calls.Clear();
        var parts = pipeline.Hub.Activities.Count(name => name == FunctionNames.KeepHistory);

        pipeline.RunToEnd();

        parts = pipeline.Hub.Activities.Count(name => name == FunctionNames.KeepHistory) - parts;
        // Of the parts one is the overview's; the others look at each query type.
        pipeline.History.Calls["find"].ShouldBe((7 * (parts - 1)) + 1 + 7 + 1, "nights to compare with: 7 and 1");
        var compared = pipeline.Athena.FigureQueries.Where(query =>
            query.FiguresPart.Contains($"night IN ('{Before:yyyy-MM-dd}')", StringComparison.Ordinal)
        );
        compared.Count().ShouldBe(3 * 25);
    }

    [Fact]
    public async Task Find_MoreServicesThanOneCallIsFor_AsksForFiftyAtATime()
    {
        var pipeline = Of(services: 2);
        pipeline.RunToEnd(pipeline.Input(Before));
        var night = pipeline.History.Nights[(Ranking, new("shop-1", Before))];
        var many = Of(services: 120);
        foreach (var of in many.Settings.RunServices().Select(service => new NightOfService(service, Before)))
            many.History.Nights[(Ranking, of)] = night with { Of = of };
        var nights = many.Services.GetRequiredService<EarlierNights>();

        foreach (var service in many.Settings.RunServices().Reverse())
            (await FindAsync(many, nights, service)).ShouldHaveSingleItem().Night.ShouldBe(Before);

        many.History.Calls["find"].ShouldBe(3);
    }

    [Fact]
    public async Task Find_ServiceThatTheSettingDoesNotName_AsksForItAlone()
    {
        var pipeline = Of(services: 2);
        var nights = pipeline.Services.GetRequiredService<EarlierNights>();

        (await FindAsync(pipeline, nights, "shop-new")).ShouldBeEmpty();
        (await FindAsync(pipeline, nights, "shop-1")).ShouldBeEmpty();
        (await FindAsync(pipeline, nights, "shop-2")).ShouldBeEmpty();

        pipeline.History.Calls["find"].ShouldBe(2);
    }

    [Fact]
    public async Task Find_AskedAgainOrMuchLater_AsksTheCatalogAgain()
    {
        var pipeline = Of(services: 2);
        pipeline.RunToEnd(pipeline.Input(Before));
        pipeline.History.Calls.Clear();
        var nights = pipeline.Services.GetRequiredService<EarlierNights>();

        await FindAsync(pipeline, nights, "shop-1");
        await FindAsync(pipeline, nights, "shop-1");
        pipeline.History.Calls["find"].ShouldBe(2, "an activity that runs twice");
        pipeline.History.Nights.Clear();
        pipeline.Time.Advance(TimeSpan.FromMinutes(31));
        (await FindAsync(pipeline, nights, "shop-2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_OfAnotherRun_ShowsWhatThatRunWouldSee()
    {
        var pipeline = Of(services: 2);
        pipeline.RunToEnd(pipeline.Input(Before));
        var nights = pipeline.Services.GetRequiredService<EarlierNights>();
        await FindAsync(pipeline, nights, "shop-1");
        pipeline.History.Nights.Clear();

        (await FindAsync(pipeline, nights, "shop-2", "another")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Find_CatalogRefuses_AsksItAgainNextTime()
    {
        var pipeline = Of(services: 2);
        pipeline.RunToEnd(pipeline.Input(Before));
        var nights = pipeline.Services.GetRequiredService<EarlierNights>();
        pipeline.History.FindRefusal = () => new("Throttled", "slow down", "Wait.", RetryAdvice.AfterWaiting);
        await Should.ThrowAsync<FailureException>(() => FindAsync(pipeline, nights, "shop-1"));
        pipeline.History.FindRefusal = () => null;

        (await FindAsync(pipeline, nights, "shop-1")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Find_OfTheOverview_IsReadOnceForAllServices()
    {
        var pipeline = Of(services: 2);
        pipeline.RunToEnd(pipeline.Input(Before));
        pipeline.History.Calls.Clear();
        var nights = pipeline.Services.GetRequiredService<EarlierNights>();

        foreach (var service in pipeline.Settings.RunServices())
        {
            var found = await nights.FindAsync(Scope(pipeline), service, OverviewTable.QueryType, default);
            found.ShouldHaveSingleItem().Night.ShouldBe(Before);
        }

        pipeline.History.Calls["find"].ShouldBe(1);
    }

    private static Pipeline Of(int services) =>
        new(settings => settings with { ServiceNames = [.. Enumerable.Range(1, services).Select(n => $"shop-{n}")] });

    private static async Task<IReadOnlyList<Audit.ComparableNight>> FindAsync(
        Pipeline pipeline,
        EarlierNights nights,
        string service,
        string runKey = "run-1"
    ) => await nights.FindAsync(Scope(pipeline, runKey), service, Ranking, default);

    private static RunScope Scope(Pipeline pipeline, string runKey = "run-1") =>
        new("run", runKey, Pipeline.Today, Force: false, pipeline.Settings, EventsTableFit.Documented);
}
