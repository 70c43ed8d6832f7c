using FunctionsHost.Http;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Http;

public class RouteCheckTests
{
    [Theory]
    [InlineData("orders/{id}", "GET", "orders/{id}", "get")]
    [InlineData("orders/{id}", "GET", "/Orders/{number?}", "GET,POST")]
    [InlineData("orders", "", "orders/", "POST")]
    [InlineData("files/{*path}", "GET", "files/{**name}", "GET")]
    [InlineData("orders/{id:int}", "GET", "orders/{number:int}", "GET")]
    public void Check_OneRouteAndMethodTwice_NamesBothFunctions(string one, string ofOne, string other, string ofOther)
    {
        var problem = Check("api", Function("First", one, ofOne), Function("Second", other, ofOther))
            .ShouldHaveSingleItem();

        problem.ShouldStartWith($"'First' and 'Second' both serve /api/{one}");
        problem.ShouldEndWith("give one of them another route, or each of them methods of its own.");
    }

    [Theory]
    [InlineData("orders/{id}", "GET", "orders/{id}", "POST,PUT")]
    [InlineData("orders/{id}", "", "orders/today", "")]
    [InlineData("orders/{id}", "", "orders/{id:int}", "")]
    [InlineData("orders/{id}", "", "orders/{id}/lines", "")]
    [InlineData("files/{*path}", "", "files/{path}", "")]
    public void Check_RoutesThatTheRouterTellsApart_AreLeftAlone(
        string one,
        string ofOne,
        string other,
        string ofOther
    ) => Check("api", Function("First", one, ofOne), Function("Second", other, ofOther)).ShouldBeEmpty();

    [Fact]
    public void Check_RouteOfOneFunctionIsTheNameOfAnother_NamesBoth() =>
        Check("", Function("First", "Second", ""), Function("Second", route: null, ""))
            .ShouldBe([
                "'First' and 'Second' both serve /Second: give one of them another route, or each of them methods of its own.",
            ]);

    [Theory]
    [InlineData("", "admin/functions/{name}")]
    [InlineData("", "Runtime")]
    public void Check_RouteOfTheHostItself_IsRefused(string prefix, string route) =>
        Check(prefix, Function("Mine", route, "POST")).ShouldHaveSingleItem().ShouldContain("is the host's own");

    [Fact]
    public void Check_RouteUnderAPrefix_MayBeginAsTheHostsOwn() =>
        Check("api", Function("Mine", "admin/users", "GET")).ShouldBeEmpty();

    [Fact]
    public void Check_RouteThatIsNone_IsToldWithTheReason() =>
        Check("api", Function("Mine", "orders/{id", "GET"))
            .ShouldHaveSingleItem()
            .ShouldStartWith("'Mine' has a route");

    private static List<string> Check(string prefix, params FunctionDefinition[] functions)
    {
        List<string> problems = [];
        RouteCheck.Check(functions, prefix, problems);
        return problems;
    }

    private static FunctionDefinition Function(string name, string? route, string methods) =>
        new(name, name, new HttpTrigger(route, methods.Split(',', StringSplitOptions.RemoveEmptyEntries), "Anonymous"));
}
