using FunctionsHost.InProcess;
using FunctionsHost.InProcess.Functions;
using FunctionsHost.Workers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;

namespace FunctionsHost.Tests.InProcess;

public sealed class FunctionInvokerTests
{
    private static readonly Guid Id = new("11111111-2222-3333-4444-555555555555");
    private readonly CancellationTokenSource _stopping = new();
    private readonly ServiceProvider _services = new ServiceCollection()
        .AddScoped<Till>()
        .AddSingleton<Ledger>()
        .BuildServiceProvider(validateScopes: true);

    private Ledger Written => _services.GetRequiredService<Ledger>();

    [Fact]
    public async Task Prepare_ClassWithScopedService_GetsAScopePerInvocationAndIsDisposed()
    {
        var run = Prepare("Sell");

        (await run("tea", http: null)).ShouldBe("tea sold");
        (await run("rice", http: null)).ShouldBe("rice sold");

        Written.Entries.ShouldBe(["sold tea", "shop closed", "till closed", "sold rice", "shop closed", "till closed"]);
    }

    [Fact]
    public async Task Prepare_ContextAsked_TellsTheInvocation()
    {
        var context = (FunctionContext)(await Prepare("Context")("x", http: null))!;

        context.InvocationId.ShouldBe(Id.ToString());
        context.FunctionDefinition.Name.ShouldBe("Context");
        context.FunctionDefinition.EntryPoint.ShouldEndWith("Shop.GiveContext");
        context
            .FunctionDefinition.Parameters.Select(parameter => parameter.Name)
            .ShouldBe(["input", "context", "cancellation"]);
        context.FunctionDefinition.InputBindings["input"].Type.ShouldBe("activityTrigger");
        context.Features.Set(Written);
        context.Features.Get<Ledger>().ShouldBe(Written);
        context.Features.Get<string>().ShouldBeNull();
    }

    [Fact]
    public async Task Prepare_HostStops_CancelsTheInvocation()
    {
        var context = (FunctionContext)(await Prepare("Context")("x", http: null))!;
        context.CancellationToken.IsCancellationRequested.ShouldBeFalse();

        await _stopping.CancelAsync();

        context.CancellationToken.IsCancellationRequested.ShouldBeTrue();
    }

    [Fact]
    public async Task Prepare_FunctionThrows_GivesItsOwnException() =>
        (await Should.ThrowAsync<FormatException>(() => Prepare("Break")("x", http: null))).Message.ShouldBe(
            "broken x"
        );

    [Theory]
    [InlineData("Void", null)]
    [InlineData("Plain", 5)]
    [InlineData("TaskOnly", null)]
    [InlineData("ValueTaskOnly", null)]
    [InlineData("ValueTaskOfInt", 6)]
    public async Task Prepare_AnyShapeOfResult_IsAwaited(string name, object? expected) =>
        (await Prepare(name)("x", http: null)).ShouldBe(expected);

    [Fact]
    public void Definitions_OrchestratorsAndActivities_AreUnderTheirNames()
    {
        var functions = InProcessWorker.Definitions(FunctionDiscovery.Find([typeof(Shop), typeof(Flow)]));

        functions
            .Select(function => function.Trigger)
            .OfType<OrchestrationTrigger>()
            .ShouldBe([new OrchestrationTrigger("Flow")]);
        functions.Select(function => function.Trigger).ShouldContain(new ActivityTrigger("Sell"));
    }

    [Theory]
    [InlineData("Sell", typeof(string))]
    [InlineData("Void", typeof(object))]
    public void ActivityFunction_Types_AreThoseOfTheMethod(string name, Type output)
    {
        var function = FunctionDiscovery.Find([typeof(Shop)]).Single(found => found.Name == name);
        var activity = new ActivityFunction(function, Prepare(name));

        activity.InputType.ShouldBe(typeof(string));
        activity.OutputType.ShouldBe(output);
    }

    private PreparedFunction Prepare(string name) =>
        Invoker().Prepare(FunctionDiscovery.Find([typeof(Shop)]).Single(function => function.Name == name));

    private FunctionInvoker Invoker() =>
        new(() => _services, () => throw new InvalidOperationException("no hub"), () => Id, _stopping.Token);

    public sealed class Ledger
    {
        public ICollection<string> Entries { get; } = new List<string>();
    }

    public sealed class Till(Ledger ledger) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            ledger.Entries.Add("till closed");
            return ValueTask.CompletedTask;
        }
    }

    public sealed class Shop(Till till, Ledger ledger) : IDisposable
    {
        [Function("Sell")]
        public async Task<string> SellAsync([ActivityTrigger] string product)
        {
            await Task.Yield();
            ledger.Entries.Add($"sold {product}");
            return $"{product} sold";
        }

        [Function("Context")]
        public FunctionContext GiveContext(
            [ActivityTrigger] string input,
            FunctionContext context,
            CancellationToken cancellation
        )
        {
            cancellation.ShouldBe(context.CancellationToken);
            context.InstanceServices.GetRequiredService<Till>().ShouldBe(till);
            return input == "x" ? context : throw new InvalidOperationException();
        }

        [Function("Break")]
        public string Break([ActivityTrigger] string input) => throw new FormatException($"broken {input}");

        [Function("Void")]
        public void Nothing([ActivityTrigger] string input) => ledger.Entries.Add(input);

        [Function("Plain")]
        public int Plain([ActivityTrigger] string input) => input.Length + 4;

        [Function("TaskOnly")]
        public async Task TaskOnlyAsync([ActivityTrigger] string input) => await Task.FromResult(input);

        [Function("ValueTaskOnly")]
        public async ValueTask ValueTaskOnlyAsync([ActivityTrigger] string input) => await Task.FromResult(input);

        [Function("ValueTaskOfInt")]
        public ValueTask<int> ValueTaskOfIntAsync([ActivityTrigger] string input) => new(input.Length + 5);

        public void Dispose() => ledger.Entries.Add("shop closed");
    }

    public static class Flow
    {
        [Function("Flow")]
        public static Task RunAsync([OrchestrationTrigger] TaskOrchestrationContext context) =>
            context.CallActivityAsync<string>("Sell", "tea");
    }
}
