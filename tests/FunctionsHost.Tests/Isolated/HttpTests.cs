using System.Net;
using System.Text;
using FunctionsHost.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Isolated;

public sealed class HttpTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly TestHost _host = shared.Host;

    [Fact]
    public async Task Serve_RouteAndQuery_ReachTheFunctionAsTheyWereSent()
    {
        var answer = await _host.Client.GetAsync("hello/Ada?a=1&b=%20");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var text = await answer.Content.ReadAsStringAsync();
        text.ShouldBe($"Hello, Ada, at /api/hello/Ada?a=1&b=%20 of {_host.Client.BaseAddress!.Authority}!");
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("DELETE")]
    [InlineData("OPTIONS")]
    public async Task Serve_AnyMethod_PassesBodyHeadersAndStatusUnchanged(string method)
    {
        var body = new byte[3_000_000];
        new Random(Seed: 1).NextBytes(body);
        using var request = new HttpRequestMessage(new(method), "Echo?status=418")
        {
            Content = new ByteArrayContent(body),
        };
        request.Headers.Add("X-Echo", "tea, please");

        var answer = await _host.Client.SendAsync(request);

        ((int)answer.StatusCode).ShouldBe(418);
        answer.Headers.GetValues("X-Method").ShouldBe([method]);
        answer.Headers.GetValues("X-Echo").ShouldBe(["tea, please"]);
        answer.Headers.GetValues("Set-Cookie").ShouldBe(["a=1", "b=2"]);
        (await answer.Content.ReadAsByteArrayAsync()).ShouldBe(body);
    }

    [Fact]
    public async Task Serve_AnswerThatIsNotFinished_ReachesTheCallerAsItComes()
    {
        var answer = await _host
            .Client.GetAsync("Stream", HttpCompletionOption.ResponseHeadersRead)
            .WaitAsync(TimeLimit);
        await using var stream = await answer.Content.ReadAsStreamAsync();

        var first = new byte[5];
        await stream.ReadExactlyAsync(first).AsTask().WaitAsync(TimeLimit);
        await _host.Client.GetAsync("Release");

        Encoding.ASCII.GetString(first).ShouldBe("first");
        using var rest = new StreamReader(stream);
        (await rest.ReadToEndAsync()).ShouldBe(" and second");
    }

    [Fact]
    public async Task Serve_FunctionThatThrows_Answers500AndIsLogged()
    {
        var answer = await _host.Client.GetAsync("Fail");

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var logged = await _host.Logs.FirstAsync(line => line.Event.Id == 5410);
        logged.Level.ShouldBe(LogLevel.Error);
        logged.Text.ShouldContain("'Fail'");
        logged.Text.ShouldContain("It failed at /api/Fail.");
    }

    [Fact]
    public async Task Serve_MethodThatTheFunctionDoesNotTake_IsAnsweredByTheWorkersServer()
    {
        var answer = await _host.Client.DeleteAsync("Fail");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Serve_CallerGoesAway_CancelsTheFunction()
    {
        using var leaving = new CancellationTokenSource();
        var call = _host.Client.GetAsync("Wait", leaving.Token);
        var waiting = await _host.Logs.FirstAsync("Waiting in ");

        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => call);
        var cancelled = await _host.Logs.FirstAsync("Cancelled ");
        cancelled.Invocation.ShouldBe(waiting.Invocation);
    }

    [Fact]
    public async Task Serve_CallerSendsAnInvocationsId_GetsOneOfItsOwn()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "hello/Eve");
        request.Headers.Add("x-ms-invocation-id", "not-an-invocation");

        var answer = await _host.Client.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Serve_ManyAtOnce_AllAreAnswered()
    {
        var calls = Enumerable.Range(0, 200).Select(call => _host.Client.GetStringAsync($"hello/{call}"));

        var answers = await Task.WhenAll(calls);

        for (var call = 0; call < answers.Length; call++)
            answers[call].ShouldStartWith($"Hello, {call}, ");
    }

    [Fact]
    public async Task Serve_FunctionWithDurableClient_IsGivenTheClientThatTheHostDescribes() =>
        (await _host.Client.GetStringAsync("Hub")).ShouldBe("GET TheHub");
}
