using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using FunctionsHost.Hosting;
using FunctionsHost.Http;
using FunctionsHost.InProcess;
using FunctionsHost.InProcess.Functions;
using FunctionsHost.Tests.Small;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Http;

/// <summary>HTTP functions through a real Kestrel, without a task hub.</summary>
public sealed class FunctionRoutesTests : IAsyncLifetime
{
    private readonly RecordedLog _log = new();
    private readonly ServiceProvider _services;
    private readonly HttpServer _server;
    private HttpClient _client = new();

    public FunctionRoutesTests()
    {
        _services = new ServiceCollection().AddLogging(logging => logging.AddProvider(_log)).BuildServiceProvider();
        FunctionInvoker invoker = new(
            () => _services,
            () => throw new InvalidOperationException("no hub"),
            () => Guid.Empty,
            CancellationToken.None
        );
        _server = Server(0, invoker);
    }

    public async Task InitializeAsync()
    {
        _client = new() { BaseAddress = await _server.StartAsync(CancellationToken.None) };
        _server.Open();
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _server.DisposeAsync();
        await _services.DisposeAsync();
    }

    [Fact]
    public async Task Request_RouteValues_AreBoundByName() =>
        (await _client.GetStringAsync("v1/orders/42/2026-03-02?code=function")).ShouldBe(
            "\"42 of 2026-03-02, /v1/orders/42/2026-03-02\""
        );

    [Fact]
    public async Task Request_OptionalRouteValueLeftOut_IsItsDefault() =>
        (await _client.GetStringAsync("v1/orders/42?code=function")).ShouldBe("\"42 of , /v1/orders/42\"");

    [Fact]
    public async Task Request_RouteValueOfWrongType_Is400WithTheReason()
    {
        var answer = await _client.GetAsync("v1/orders/forty?code=function");

        await ShouldBeProblem(answer, HttpStatusCode.BadRequest, "'forty'");
    }

    [Fact]
    public async Task Request_NoRouteInTheAttribute_IsServedUnderTheName() =>
        (await (await _client.PostAsync("v1/Echo", new StringContent("hello"))).Content.ReadAsStringAsync()).ShouldBe(
            "\"hello\""
        );

    [Fact]
    public async Task Request_WithoutKey_Is401() =>
        await ShouldBeProblem(await _client.GetAsync("v1/orders/42"), HttpStatusCode.Unauthorized, "x-functions-key");

    [Fact]
    public async Task Request_FunctionKeyInHeader_Passes()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "v1/orders/42");
        request.Headers.Add("x-functions-key", "host");

        (await _client.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Request_AdminFunctionWithFunctionKey_Is401() =>
        (await _client.GetAsync("v1/Secret?code=function")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

    [Theory]
    [InlineData("v1/nothing")]
    [InlineData("api/orders/42")]
    [InlineData("")]
    public async Task Request_UnknownPath_Is404(string path) =>
        await ShouldBeProblem(await _client.GetAsync(path), HttpStatusCode.NotFound, "Nothing is served");

    [Fact]
    public async Task Request_OtherMethod_Is405() =>
        await ShouldBeProblem(
            await _client.DeleteAsync("v1/orders/42?code=function"),
            HttpStatusCode.MethodNotAllowed,
            "method"
        );

    [Fact]
    public async Task Request_FunctionThrows_Is500WithoutTheReasonAndLogged()
    {
        var answer = await _client.GetAsync("v1/Broken");

        await ShouldBeProblem(answer, HttpStatusCode.InternalServerError, "log");
        (await answer.Content.ReadAsStringAsync()).ShouldNotContain("secret detail");
        _log.Ids.ShouldContain(5200);
    }

    [Fact]
    public async Task Request_FunctionGivesProblem_IsPassedOn() =>
        await ShouldBeProblem(await _client.GetAsync("v1/Refuse"), HttpStatusCode.Conflict, "already");

    [Fact]
    public async Task Request_HttpContextAsked_IsTheRequests() =>
        (await _client.GetStringAsync("v1/FromContext")).ShouldBe("\"/v1/FromContext\"");

    [Fact]
    public async Task Start_PortInUse_IsOneClearError()
    {
        var taken = _client.BaseAddress!.Port;
        await using var second = Server(
            taken,
            new(() => _services, () => null!, () => Guid.Empty, CancellationToken.None)
        );

        var refused = await Should.ThrowAsync<PortInUseException>(() => second.StartAsync(CancellationToken.None));

        refused.Port.ShouldBe(taken);
        refused.Message.ShouldContain($"Port {taken}");
    }

    [Fact]
    public async Task Request_BeforeTheHostIsOpen_Is503WithRetryAfter()
    {
        await using var early = Server(0, new(() => _services, () => null!, () => Guid.Empty, CancellationToken.None));
        using HttpClient client = new() { BaseAddress = await early.StartAsync(CancellationToken.None) };

        var answer = await client.GetAsync("v1/Echo");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Request_FunctionAnswersWithAnEmptyError_IsAnsweredAsTheFunctionDid()
    {
        var answer = await _client.GetAsync("v1/Gone");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_WithoutARoutePrefix_IsServedAtTheRoute()
    {
        FunctionInvoker invoker = new(() => _services, () => null!, () => Guid.Empty, CancellationToken.None);
        await using var server = Server(0, invoker, prefix: "");
        using HttpClient client = new() { BaseAddress = await server.StartAsync(CancellationToken.None) };
        server.Open();

        (await client.GetStringAsync("orders/42?code=function")).ShouldBe("\"42 of , /orders/42\"");
        (await client.GetStringAsync("rooted")).ShouldBe("\"/rooted\"");
    }

    private HttpServer Server(int port, FunctionInvoker invoker, string prefix = "v1") =>
        new(
            port,
            new("function", "host", "master", "durable"),
            new(TimeProvider.System),
            _services.GetRequiredService<ILoggerFactory>(),
            _ => null,
            routes =>
                routes.MapFunctions(
                    InProcessWorker.Definitions(Functions),
                    new InProcessWorker(Functions, invoker, () => _services),
                    prefix
                )
        );

    private static IReadOnlyList<FunctionMethod> Functions { get; } = FunctionDiscovery.Find([typeof(Shop)]);

    private static async Task ShouldBeProblem(HttpResponseMessage answer, HttpStatusCode status, string detail)
    {
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("detail").GetString()!.ShouldContain(detail);
        // What a function says itself has the members that it chose.
        if (status != HttpStatusCode.Conflict)
            (
                problem.GetProperty("code").GetString() + problem.GetProperty("advice").GetString()
            ).Length.ShouldBeGreaterThan(10);
    }

    public sealed class Shop
    {
        [Function("Order")]
        public IResult Order(
            [HttpTrigger(AuthorizationLevel.Function, "get", Route = "orders/{id}/{day?}")] HttpRequest request,
            int id,
            string? day
        ) => Results.Json($"{id} of {day}, {request.Path}");

        [Function("Gone")]
        public IResult Gone([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            request.Method == "GET" ? Results.NotFound() : Results.Ok();

        [Function("Rooted")]
        public IResult Rooted(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "/rooted")] HttpRequest request
        ) => Results.Json(request.Path.Value);

        [Function("Echo")]
        public async Task<IResult> EchoAsync([HttpTrigger(AuthorizationLevel.Anonymous)] HttpRequest request)
        {
            using StreamReader reader = new(request.Body);
            return Results.Json(await reader.ReadToEndAsync());
        }

        [Function("Secret")]
        public IResult Secret([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) =>
            Results.Json(request.Path.Value);

        [Function("Broken")]
        public IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            throw new InvalidOperationException($"secret detail {request.Path}");

        [Function("Refuse")]
        public IResult Refuse([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
            Results.Problem($"{request.Path} runs already", statusCode: StatusCodes.Status409Conflict);

        [Function("FromContext")]
        public IResult FromContext(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request,
            FunctionContext context
        ) => Results.Json(context.GetHttpContext()!.Request == request ? request.Path.Value : "another");
    }
}
