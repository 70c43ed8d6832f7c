using FunctionsHost.InProcess.Functions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace FunctionsHost.Tests.InProcess;

public sealed class FunctionDiscoveryTests
{
    [Fact]
    public void Find_ClassesWithFunctions_GivesThemByName() =>
        FunctionDiscovery
            .Find([typeof(ShopFunctions), typeof(StaticShopFunctions), typeof(string)])
            .Select(function => (function.Name, function.EntryPoint[(function.EntryPoint.LastIndexOf('.') + 1)..]))
            .ShouldBe([
                ("GreetAll", "GreetAllAsync"),
                ("Nightly", "Run"),
                ("Order", "GetOrder"),
                ("Price", "PriceOf"),
                ("Total", "TotalAsync"),
            ]);

    [Theory]
    [InlineData(typeof(NoTrigger), "has 0 parameters with a trigger")]
    [InlineData(typeof(TwoTriggers), "has 2 parameters with a trigger")]
    [InlineData(typeof(OddParameter), "does not know what to give as 'size'")]
    [InlineData(typeof(OddTimer), "must be a TimerInfo")]
    [InlineData(typeof(OddHttpResult), "that give an IResult")]
    [InlineData(typeof(SameNames), "is there more than once")]
    public void Find_FunctionThatCannotRun_IsRefusedWithReason(Type type, string reason) =>
        Should.Throw<InvalidOperationException>(() => FunctionDiscovery.Find([type])).Message.ShouldContain(reason);

    [Fact]
    public void Find_SeveralThatCannotRun_NamesAll()
    {
        var message = Should
            .Throw<InvalidOperationException>(() => FunctionDiscovery.Find([typeof(NoTrigger), typeof(OddTimer)]))
            .Message;

        message.ShouldContain("'None'");
        message.ShouldContain("'Tick'");
    }

    [Fact]
    public void Find_ResultTypes_AreThoseInsideOfTasks() =>
        FunctionDiscovery
            .Find([typeof(StaticShopFunctions), typeof(ShopFunctions)])
            .ToDictionary(function => function.Name, function => function.ResultType)
            .ShouldSatisfyAllConditions(
                types => types["GreetAll"].ShouldBe(typeof(string)),
                types => types["Nightly"].ShouldBe(typeof(void)),
                types => types["Price"].ShouldBe(typeof(int))
            );

    public sealed class ShopFunctions
    {
        [Function("Order")]
        public IResult GetOrder(
            [HttpTrigger("get", Route = "orders/{id:int}")] HttpRequest request,
            int id,
            FunctionContext context
        ) => Results.Ok((request.Path, id, context.FunctionId));

        [Function("Price")]
        public int PriceOf([ActivityTrigger] string product) => product.Length;

        [Function("Nightly")]
        public Task Run([TimerTrigger("0 0 4 * * *")] TimerInfo timer) => Task.FromResult(timer);

        public int NoFunction() => 1;
    }

    public static class StaticShopFunctions
    {
        [Function("GreetAll")]
        public static Task<string> GreetAllAsync(
            [OrchestrationTrigger] TaskOrchestrationContext context,
            string name
        ) => Task.FromResult(context.InstanceId + name);

        [Function("Total")]
        public static ValueTask<int> TotalAsync([ActivityTrigger] int[] prices, CancellationToken cancellation) =>
            new(cancellation.IsCancellationRequested ? 0 : prices.Sum());
    }

    public sealed class NoTrigger
    {
        [Function("None")]
        public void Run(FunctionContext context) => _ = context;
    }

    public sealed class TwoTriggers
    {
        [Function("Two")]
        public void Run([TimerTrigger("0 0 4 * * *")] TimerInfo timer, [ActivityTrigger] string input) =>
            _ = (timer, input);
    }

    public sealed class OddParameter
    {
        [Function("Odd")]
        public void Run([ActivityTrigger] string input, int size) => _ = (input, size);
    }

    public sealed class OddTimer
    {
        [Function("Tick")]
        public void Run([TimerTrigger("0 0 4 * * *")] string timer) => _ = timer;
    }

    public sealed class OddHttpResult
    {
        [Function("Text")]
        public string Run([HttpTrigger] HttpRequest request) => request.Path;
    }

    public sealed class SameNames
    {
        [Function("Same")]
        public void One([ActivityTrigger] string input) => _ = input;

        [Function("SAME")]
        public void Two([ActivityTrigger] string input) => _ = input;
    }
}
