using FunctionsHost.Http.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Http;

public sealed class KeyCheckTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly BrowserSessions _sessions;
    private readonly KeyCheck _check;

    public KeyCheckTests()
    {
        _sessions = new(_time);
        _check = new(new("function", "host", "master", "durable"), _sessions);
    }

    [Theory]
    [InlineData(AuthorizationLevel.Anonymous, "", "function", "host", "master", "durable", "other")]
    [InlineData(AuthorizationLevel.Function, "function", "host", "master")]
    [InlineData(AuthorizationLevel.System, "durable", "master")]
    [InlineData(AuthorizationLevel.Admin, "master")]
    [InlineData(AuthorizationLevel.User, "master")]
    public void Allows_Level_OpensToItsKeysAndNoOthers(AuthorizationLevel level, params string[] keys)
    {
        string[] all = ["", "function", "host", "master", "durable", "other", "Master", "maste", "masterx"];

        all.Where(key => _check.Allows(Request(header: key), level))
            .ShouldBe(level == AuthorizationLevel.Anonymous ? all : keys, ignoreOrder: true);
        all.Where(key => _check.Allows(Request(code: key), level))
            .ShouldBe(level == AuthorizationLevel.Anonymous ? all : keys, ignoreOrder: true);
    }

    [Fact]
    public void Allows_NoKey_OnlyAnonymous()
    {
        _check.Allows(Request(), AuthorizationLevel.Function).ShouldBeFalse();
        _check.Allows(Request(), AuthorizationLevel.Anonymous).ShouldBeTrue();
    }

    [Fact]
    public void Allows_TwoKeys_OneThatOpensIsEnough()
    {
        _check.Allows(Request(header: "function", code: "durable"), AuthorizationLevel.System).ShouldBeTrue();
        _check.Allows(Request(header: "durable", code: "function"), AuthorizationLevel.System).ShouldBeTrue();
        _check.Allows(Request(header: "function", code: "host"), AuthorizationLevel.System).ShouldBeFalse();
    }

    [Fact]
    public void Allows_BrowserThatWasLetIn_CallsOfItsPagesButNoAdministration()
    {
        var (session, _) = LetIn(_sessions.NewToken());

        Asks(session, AuthorizationLevel.Function).ShouldBeTrue();
        Asks(session, AuthorizationLevel.System).ShouldBeTrue();
        Asks(session, AuthorizationLevel.Admin).ShouldBeFalse();
        // A page of another origin can have the cookie sent, and the header not.
        Asks(session, AuthorizationLevel.Function, isOfAPage: false).ShouldBeFalse();
        Asks("made-up", AuthorizationLevel.Function).ShouldBeFalse();
    }

    [Fact]
    public void LetIn_Token_IsGoodOnceAndForFiveMinutes()
    {
        var (used, late) = (_sessions.NewToken(), _sessions.NewToken());

        LetIn(used).Session.ShouldNotBeEmpty();
        LetIn(used).Session.ShouldBeEmpty();
        _time.Advance(TimeSpan.FromMinutes(5.1));
        LetIn(late).Session.ShouldBeEmpty();
        LetIn("made-up").Session.ShouldBeEmpty();
    }

    [Fact]
    public void LetIn_Cookie_IsForThisHostsPagesAlone() =>
        LetIn(_sessions.NewToken()).Attributes.ShouldBe("path=/; samesite=strict; httponly");

    private const string Cookie = "functions-host-7071";

    private (string Session, string Attributes) LetIn(string token)
    {
        var http = Request();
        _sessions.LetIn(http, token);
        var set = http.Response.Headers.SetCookie.ToString();
        var value = set.Split("; ", 2);
        return set.Length == 0 ? ("", "") : (value[0][(Cookie.Length + 1)..], value[1]);
    }

    private bool Asks(string session, AuthorizationLevel level, bool isOfAPage = true)
    {
        var http = Request();
        http.Request.Headers.Cookie = $"{Cookie}={session}";
        if (isOfAPage)
            http.Request.Headers[BrowserSessions.Header] = "page";
        return _check.Allows(http, level);
    }

    private static HttpContext Request(string? header = null, string? code = null)
    {
        DefaultHttpContext http = new();
        http.Connection.LocalPort = 7071;
        if (header is not null)
            http.Request.Headers["x-functions-key"] = header;
        if (code is not null)
            http.Request.QueryString = QueryString.Create("code", code);
        return http;
    }
}
