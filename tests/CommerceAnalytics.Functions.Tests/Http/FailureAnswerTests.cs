using System.Reflection;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Tests.Fakes;
using Grpc.Core;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>Whatever fails below an address, its caller is told what it was and what to do: no bare 500.</summary>
public class FailureAnswerTests
{
    private static readonly Failure Busy = new(
        "ServiceUnavailable",
        "Read s3://results/x: it is down.",
        "Look at the AWS Health Dashboard."
    );

    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["shop-a"] });
    private readonly Api _api;

    public FailureAnswerTests() => _api = new(_pipeline);

    /// <summary>A plan is made, and a service shown, without the task hub, and the API described; health tells of it in its own way.</summary>
    private static readonly string[] Others =
    [
        FunctionNames.GetPlan,
        FunctionNames.ShowService,
        FunctionNames.GetHealth,
        FunctionNames.ProbeHealth,
        FunctionNames.GetOpenApi,
    ];

    public static TheoryData<string> AskTheTaskHub => [.. HttpFunctions().Except(Others)];

    [Fact]
    public void Addresses_All_AreAskedHere() => _api.All.Keys.Order().ShouldBe(HttpFunctions().Order());

    [Theory]
    [MemberData(nameof(AskTheTaskHub))]
    public async Task Anything_TaskHubFails_Answers503WithCodeAndAdvice(string address)
    {
        var run = await EndedRunAsync();
        _pipeline.Hub.Client.Fault = _ => new RpcException(
            new Status(StatusCode.Unavailable, "storage account is gone")
        );
        var answer = await _api.All[address](run);
        ShouldTell(answer, 503, "TaskHubUnavailable", "storage account is gone");
    }

    [Theory]
    [MemberData(nameof(AskTheTaskHub))]
    public async Task Anything_ProgramFails_Answers500WithCodeAndAdviceAndNothingOfTheInside(string address)
    {
        var run = await EndedRunAsync();
        _pipeline.Hub.Client.Fault = _ => new InvalidOperationException("secret detail");
        var answer = await _api.All[address](run);
        ShouldTell(answer, 500, "Unexpected", "InvalidOperationException");
        answer.Text.ShouldNotContain("secret detail");
    }

    [Theory]
    [InlineData(FunctionNames.GetRun)]
    [InlineData(FunctionNames.RerunRun)]
    public async Task Reading_S3Fails_Answers502WithItsCodeAndAdvice(string address)
    {
        var run = await EndedRunAsync();
        _pipeline.Store.ReadRefusal = Busy;
        ShouldTell(await _api.All[address](run), 502, Busy.Code, Busy.Advice);
    }

    [Theory]
    [InlineData(FunctionNames.ListLeftovers)]
    [InlineData(FunctionNames.RemoveLeftovers)]
    [InlineData(FunctionNames.ShowService)]
    [InlineData(FunctionNames.RemoveService)]
    public async Task Leftovers_GlueFails_Answers502WithItsCodeAndAdvice(string address)
    {
        _pipeline.Catalog.ListRefusal = () => Busy;
        ShouldTell(await _api.All[address](""), 502, Busy.Code, Busy.Advice);
    }

    [Fact]
    public async Task Start_GlueFails_StartsARunThatTellsIt()
    {
        _pipeline.Catalog.ListRefusal = () => Busy;
        (await _api.StartAsync()).Status.ShouldBe(202);
    }

    [Fact]
    public async Task Get_UnknownRun_Answers404WithCodeAndAdvice() =>
        ShouldTell(await _api.GetAsync("commerce-2020-01-01"), 404, "RunNotFound", "GET /api/runs lists them");

    private async Task<string> EndedRunAsync()
    {
        var id = (await _api.StartAsync())["id"];
        _pipeline.Hub.Run();
        return id;
    }

    private static void ShouldTell(Answer answer, int status, string code, string part)
    {
        (answer.Status, answer.ContentType, answer["code"]).ShouldBe((status, "application/problem+json", code));
        answer["detail"].ShouldContain(part);
        answer["advice"].ShouldNotBeEmpty();
    }

    private static IEnumerable<string> HttpFunctions() =>
        from type in typeof(CommerceAnalyticsApp).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetParameters().Any(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>() is not null)
        select method.GetCustomAttribute<FunctionAttribute>()!.Name;
}
