using CommerceAnalytics.Functions.Tests.Fakes;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>A shop whose name is misspelt is no shop of empty tables.</summary>
public class UnknownServiceTests
{
    private readonly Pipeline _pipeline = new();
    private readonly Api _api;

    public UnknownServiceTests() => _api = new(_pipeline);

    [Fact]
    public async Task Start_NobodyKnowsTheService_Answers400WithTheNearestNamesAndStartsNothing()
    {
        var answer = await _api.StartAsync("""{"service_names":["shop-a","shop-nwe"]}""");

        (answer.Status, answer.ContentType).ShouldBe((400, "application/problem+json"));
        answer
            .Problems.Single()
            .ShouldStartWith(
                "There is no service shop-nwe: it is not in the setting ServiceNames, and the event log has no event of it from 2025-10-01 to 2025-10-27. The nearest known names: shop-new, shop-a, shop-b."
            );
        answer.Problems.Single().ShouldContain("\"force\": true");
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_NobodyKnowsSeveral_TellsAllAtOnceAndAsksOnce()
    {
        var answer = await _api.StartAsync("""{"service_names":["shop-x","shop-new","shop-y"]}""");

        answer
            .Problems.Select(problem => problem.Split(':')[0])
            .ShouldBe(["There is no service shop-x", "There is no service shop-y"]);
        _pipeline.Athena.LookUps.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Start_TheNearestOfManyNames_AreThoseSpelledMostLikeIt()
    {
        _pipeline.Athena.LoggedServices.AddRange(["theshop-brand", "theshop-pharmacy", "Not A Name", "shop-brand"]);

        var answer = await _api.StartAsync("""{"service_names":["theshop-brnad"]}""");

        answer.Problems.Single().ShouldContain("The nearest known names: theshop-brand, shop-brand, ");
        answer.Text.ShouldNotContain("Not A Name");
    }

    [Fact]
    public async Task Start_TheServiceIsOnlyInTheLog_Starts() =>
        (await _api.StartAsync("""{"service_names":["shop-new"]}""")).Status.ShouldBe(202);

    [Fact]
    public async Task Start_Forced_StartsWithoutLooking()
    {
        (await _api.StartAsync("""{"service_names":["shop-nwe"],"force":true}""")).Status.ShouldBe(202);
        _pipeline.Athena.LookUps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_ConfiguredServices_AreNotLookedFor()
    {
        _pipeline.Athena.LoggedServices.Clear();

        (await _api.StartAsync("""{"service_names":["shop-b"]}""")).Status.ShouldBe(202);
        _pipeline.Athena.LookUps.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_TheLogCannotBeRead_StartsNothingAndSaysWhy()
    {
        _pipeline.Athena.LookUpEnding = new Failure(
            "AccessDenied",
            "Not authorized to perform s3:GetObject.",
            "Deploy the role again."
        );

        var answer = await _api.StartAsync("""{"service_names":["shop-new"]}""");

        (answer.Status, answer["code"]).ShouldBe((502, "AccessDenied"));
        answer["detail"].ShouldContain("Deploy the role again. To start without looking,");
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_AFileOfTheLogIsDamaged_IsLeftToTheRunToSay()
    {
        _pipeline.Athena.LookUpEnding = new Failure("DataDamaged", "The file is cut off.", "Look at the file.");

        (await _api.StartAsync("""{"service_names":["shop-new"]}""")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Start_ThereIsNoEventsTable_IsLeftToTheRunToSay()
    {
        _pipeline.Catalog.Tables.Remove("logall");

        (await _api.StartAsync("""{"service_names":["shop-nwe"]}""")).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Rerun_OfAServiceThatIsGoneMeanwhile_IsRefusedToo()
    {
        _pipeline.Athena.Ending = (_, type, _) => type == "hourly_traffic" ? new Failure("X", "x", "x") : null;
        var started = await _api.StartAsync("""{"service_names":["shop-new"]}""");
        _pipeline.Hub.Run();
        _pipeline.Athena.LoggedServices.Remove("shop-new");

        (await _api.RerunAsync(started["id"])).Status.ShouldBe(400);
    }
}
