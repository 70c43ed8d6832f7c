using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Tests.Fakes;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>A shop whose name is misspelt is no shop of empty tables.</summary>
public class UnknownServiceTests
{
    private readonly Pipeline pipeline = new();
    private readonly Api api;

    public UnknownServiceTests() => api = new(pipeline);

    [Fact]
    public async Task Start_NobodyKnowsTheService_Answers400WithTheNearestNamesAndStartsNothing()
    {
        var answer = await api.StartAsync("""{"service_names":["shop-a","shop-nwe"]}""");

        (answer.Status, answer.ContentType).ShouldBe((400, "application/problem+json"));
        answer
            .Problems.Single()
            .ShouldStartWith(
                "There is no service shop-nwe: it is not in the setting ServiceNames, and the event log has no event of it from 2025-10-01 to 2025-10-27. The nearest known names: shop-new, shop-a, shop-b."
            );
        answer.Problems.Single().ShouldContain("\"force\": true");
        pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_NobodyKnowsSeveral_TellsAllAtOnceAndAsksOnce()
    {
        var answer = await api.StartAsync("""{"service_names":["shop-x","shop-new","shop-y"]}""");

        answer
            .Problems.Select(problem => problem.Split(':')[0])
            .ShouldBe(["There is no service shop-x", "There is no service shop-y"]);
        pipeline.Athena.LookUps.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_TheNearestOfManyNames_AreThoseSpelledMostLikeIt()
    {
        pipeline.Athena.LoggedServices.AddRange(["theshop-brand", "theshop-pharmacy", "Not A Name", "shop-brand"]);

        var answer = await api.StartAsync("""{"service_names":["theshop-brnad"]}""");

        answer.Problems.Single().ShouldContain("The nearest known names: theshop-brand, shop-brand, ");
        answer.Text.ShouldNotContain("Not A Name");
    }

    [Fact]
    public async Task Start_TheServiceIsOnlyInTheLog_Starts() =>
        (await api.StartAsync("""{"service_names":["shop-new"]}""")).Status.ShouldBe(202);

    [Fact]
    public async Task Start_Forced_StartsWithoutLooking()
    {
        (await api.StartAsync("""{"service_names":["shop-nwe"],"force":true}""")).Status.ShouldBe(202);
        pipeline.Athena.LookUps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_ConfiguredServices_AreNotLookedFor()
    {
        pipeline.Athena.LoggedServices.Clear();

        (await api.StartAsync("""{"service_names":["shop-b"]}""")).Status.ShouldBe(202);
        pipeline.Athena.LookUps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_TheLogCannotBeRead_StartsNothingAndSaysWhy()
    {
        pipeline.Athena.LookUpEnding = new Failure(
            "AccessDenied",
            "Not authorized to perform s3:GetObject.",
            "Deploy the role again."
        );

        var answer = await api.StartAsync("""{"service_names":["shop-new"]}""");

        (answer.Status, answer["code"]).ShouldBe((502, "AccessDenied"));
        answer["detail"].ShouldContain("Deploy the role again. To start without looking,");
        pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_ThereIsNoEventsTable_IsLeftToTheRunToSay()
    {
        pipeline.Catalog.Tables.Remove("logall");

        (await api.StartAsync("""{"service_names":["shop-nwe"]}""")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Rerun_OfAServiceThatIsGoneMeanwhile_IsRefusedToo()
    {
        pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? new Failure("X", "x", "x") : null;
        var started = await api.StartAsync("""{"service_names":["shop-new"]}""");
        pipeline.Hub.Run();
        pipeline.Athena.LoggedServices.Remove("shop-new");

        (await api.RerunAsync(started["id"])).Status.ShouldBe(400);
    }
}
