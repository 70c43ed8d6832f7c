using FunctionsHost.Http.Keys;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace FunctionsHost.Tests.Http;

public sealed class KeyCheckTests
{
    private readonly KeyCheck _check = new(new("function", "host", "master", "durable"));

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

    private static HttpRequest Request(string? header = null, string? code = null)
    {
        DefaultHttpContext http = new();
        if (header is not null)
            http.Request.Headers["x-functions-key"] = header;
        if (code is not null)
            http.Request.QueryString = QueryString.Create("code", code);
        return http.Request;
    }
}
