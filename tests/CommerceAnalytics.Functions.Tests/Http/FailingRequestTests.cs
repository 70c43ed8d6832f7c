using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.Tests.Fakes;
using CommerceAnalytics.Runs;
using Grpc.Core;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>Where AWS, the task hub or the app itself fails, and where too much is asked for, the answer says so: never a bare error.</summary>
public class FailingRequestTests
{
    private readonly Pipeline _pipeline = new();
    private readonly Api _api;

    public FailingRequestTests() => _api = new(_pipeline);

    private Dictionary<string, Func<Task<Answer>>> Requests =>
        new()
        {
            ["start"] = () => _api.StartAsync(),
            ["list"] = () => _api.ListAsync(),
            ["report"] = () => _api.GetAsync("commerce-2025-10-28"),
            ["cancel"] = () => _api.CancelAsync("commerce-2025-10-28"),
            ["rerun"] = () => _api.RerunAsync("commerce-2025-10-28"),
            ["rollback"] = () => _api.RollBackAsync("shop-a"),
        };

    [Theory]
    [InlineData("start")]
    [InlineData("list")]
    [InlineData("report")]
    [InlineData("cancel")]
    [InlineData("rerun")]
    [InlineData("rollback")]
    public async Task AnyRequest_TheTaskHubDoesNotAnswer_Answers503WithACode(string request)
    {
        _pipeline.Hub.Client.Fault = _ => new RpcException(new Status(StatusCode.Unavailable, "storage is away"));

        var answer = await Requests[request]();

        (answer.Status, answer.ContentType, answer["code"]).ShouldBe(
            (503, "application/problem+json", "TaskHubUnavailable")
        );
        answer["detail"].ShouldContain("storage is away");
    }

    [Theory]
    [InlineData("start")]
    [InlineData("list")]
    [InlineData("report")]
    public async Task AnyRequest_TheAppItselfFails_Answers500WithACodeAndNoInnards(string request)
    {
        _pipeline.Hub.Client.Fault = _ => new FormatException("secret");

        var answer = await Requests[request]();

        (answer.Status, answer.ContentType, answer["code"]).ShouldBe((500, "application/problem+json", "Unexpected"));
        answer["detail"].ShouldNotContain("secret");
    }

    [Fact]
    public async Task Leftovers_GlueRefuses_Answers502WithItsCodeAndAdvice()
    {
        _pipeline.Catalog.ListRefusal = () =>
            new Failure("AccessDenied", "Not authorized to perform glue:GetTables.", "Deploy the role again.");

        var answer = await _api.LeftoversAsync(remove: false);

        (answer.Status, answer.ContentType, answer["code"]).ShouldBe((502, "application/problem+json", "AccessDenied"));
        answer["detail"].ShouldContain("Deploy the role again.");
    }

    [Theory]
    [InlineData("service_names", RunLimits.MostServices, "services are too many for one run: ask for at most 1000.")]
    [InlineData("query_types", RunLimits.MostQueryTypes, "query types are too many for one run: ask for at most 100.")]
    [InlineData(
        "reextract",
        RunLimits.MostDays,
        "days to extract again are too many for one run: ask for at most 400."
    )]
    public async Task Start_MoreThanOneRunTakes_Answers400WithTheLimitAlone(string member, int most, string told)
    {
        var names = string.Join(',', Enumerable.Range(0, most + 1).Select(each => $"\"s{each}\""));

        var answer = await _api.StartAsync($$"""{"{{member}}":[{{names}}]}""");

        answer.Status.ShouldBe(400);
        answer.Problems.ShouldHaveSingleItem().ShouldBe($"{most + 1} {told}");
    }

    [Fact]
    public async Task Start_BodyOverTheLimit_Answers400AndReadsNoMoreOfIt()
    {
        var answer = await _api.StartAsync($$"""{"execution_date":"{{new string('9', RunLimits.MostBodyBytes)}}"}""");

        answer.Status.ShouldBe(400);
        answer.Problems.ShouldHaveSingleItem().ShouldContain($"longer than {RunLimits.MostBodyBytes} bytes");
    }

    [Fact]
    public async Task Start_MostServicesOfTheLongestNames_FitsIntoTheBody()
    {
        var names = string.Join(
            ',',
            Enumerable.Range(0, RunLimits.MostServices).Select(each => $"\"{new string('s', 60)}{each:0000}\"")
        );
        var body = $$"""{"service_names":[{{names}}]}""";

        body.Length.ShouldBeLessThan(RunLimits.MostBodyBytes);
        (await _api.StartAsync(body)).Problems.ShouldAllBe(problem =>
            !problem.Contains("bytes", StringComparison.Ordinal)
        );
    }
}
