using System.Text.Json;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>What is asked for has limits, and a refusal tells them.</summary>
public class LimitTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ScanMode = ScanMode.Extract });
    private readonly Api _api;

    public LimitTests() => _api = new(_pipeline);

    [Theory]
    [InlineData("service_names", "shop-", 20_000, "larger than 131072 bytes")]
    [InlineData("service_names", "shop-", 1_001, "service_names has 1001 entries: at most 1000 are taken.")]
    [InlineData("service_names", "NOT A NAME ", 2_000, "service_names has 2000 entries: at most 1000 are taken.")]
    [InlineData("query_types", "hourly_traffic", 101, "query_types has 101 entries: at most 100 are taken.")]
    [InlineData("reextract", "2025-10-2", 401, "reextract has 401 entries: at most 400 are taken.")]
    public async Task Start_MoreThanIsTaken_IsRefusedWithTheLimitAloneAndStartsNothing(
        string member,
        string text,
        int count,
        string told
    )
    {
        var texts = Enumerable.Range(0, count).Select(n => text + n);
        var answer = await _api.StartAsync(
            JsonSerializer.Serialize(new Dictionary<string, object> { [member] = texts })
        );
        answer.Status.ShouldBe(400);
        answer.Problems.ShouldHaveSingleItem().ShouldContain(told);
        _pipeline.Hub.Instances.ShouldBeEmpty();
    }

    [Fact]
    public async Task Start_AsManyServicesAsAreTaken_Answers202()
    {
        var names = Enumerable.Range(0, 1000).Select(n => $"{n}-".PadRight(62, 'x') + "y");
        var body = JsonSerializer.Serialize(new { service_names = names, force = true });
        (await _api.StartAsync(body)).Status.ShouldBe(202);
    }

    [Theory]
    [InlineData("2025-09-30")]
    [InlineData("2025-10-29")]
    [InlineData("9999-12-31")]
    public async Task Start_DayToExtractAgainThatNobodyReads_IsRefusedWithTheDaysThatMayBe(string day)
    {
        var answer = await _api.StartAsync($$"""{"reextract":["{{day}}"]}""");
        answer.Status.ShouldBe(400);
        answer.Problems.ShouldHaveSingleItem().ShouldContain("from 2025-10-01 (MinDataDate) to 2025-10-28");
    }

    [Fact]
    public async Task Start_BodyOfSpacesThatNeverEnds_IsRefused() =>
        (await _api.StartAsync(new string(' ', 1_000_000))).Status.ShouldBe(400);

    [Theory]
    [InlineData("""{"service_names":["\ud800"]}""")]
    [InlineData("""{"execution_date":"\udc00"}""")]
    [InlineData("""{"\ud800":1}""")]
    public async Task Start_HalfOfASurrogatePair_IsRefusedWithTheReason(string body)
    {
        var answer = await _api.StartAsync(body);
        (answer.Status, answer.Problems.ShouldHaveSingleItem()).ShouldBe(
            (400, "The body holds a text with one half of a surrogate pair (\\ud800 to \\udfff): that is no character.")
        );
    }

    [Fact]
    public async Task Start_BodyWithByteOrderMark_IsRead() => (await _api.StartAsync("\uFEFF{}")).Status.ShouldBe(202);

    [Theory]
    [InlineData("?from=0001-01-01", "3653 days")]
    [InlineData("?to=9999-12-31&from=9000-01-01", "3653 days")]
    public async Task List_MoreDaysThanAreListed_IsRefusedWithTheLimit(string query, string told)
    {
        var answer = await _api.ListAsync(query);
        answer.Status.ShouldBe(400);
        answer.Problems.ShouldHaveSingleItem().ShouldContain(told);
    }

    [Theory]
    [InlineData("?from=0001-01-01&to=0001-01-31")]
    [InlineData("?from=9999-12-01&to=9999-12-31")]
    [InlineData("?to=9999-12-31")]
    public async Task List_FirstAndLastDaysOfTheCalendar_AreListed(string query) =>
        (await _api.ListAsync(query)).Status.ShouldBe(200);

    [Fact]
    public async Task List_LongTextSought_IsRefusedWithTheLimit() =>
        (await _api.ListAsync("?text=" + new string('x', 201))).Problems.ShouldBe([
            "text has 201 characters: at most 200 are looked for.",
        ]);

    [Fact]
    public async Task Plan_MoreServicesThanAreTaken_IsRefusedWithTheLimit()
    {
        var query = "?" + string.Join('&', Enumerable.Range(0, 1001).Select(n => $"service=shop-{n}"));
        (await _api.PlanAsync(query)).Problems.ShouldBe(["service_names has 1001 entries: at most 1000 are taken."]);
    }

    [Fact]
    public void Settings_MoreServicesThanARunTakes_AreRefusedWithTheLimitAlone()
    {
        var settings = _pipeline.Settings with
        {
            ServiceNames = [.. Enumerable.Range(0, 1_001).Select(n => $"Shop {n}")],
        };
        settings.Problems().ShouldBe(["CommerceAnalytics:ServiceNames has 1001 entries: at most 1000 are taken."]);
    }
}
