using FunctionsHost.Tests.Hosting;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Isolated;

public sealed class FunctionsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost _host = shared.Host;

    [Fact]
    public void Start_Http_TellsRouteMethodsAndLevel()
    {
        var hello = _host.Function("Hello").Trigger.ShouldBeOfType<HttpTrigger>();
        hello.Route.ShouldBe("hello/{name}");
        hello.Methods.ShouldBe(["get"]);
        hello.AuthLevel.ShouldBe("Anonymous");

        var echo = _host.Function("Echo").Trigger.ShouldBeOfType<HttpTrigger>();
        echo.Route.ShouldBeNull();
        echo.Methods.ShouldBeEmpty();
        echo.AuthLevel.ShouldBe("Function");
    }

    [Fact]
    public void Start_Timers_TellScheduleAndWhatTheyAskFor()
    {
        _host.Function("Tick").Trigger.ShouldBe(new TimerTrigger("0 0 4 * * *", RunOnStartup: true, UseMonitor: true));
        _host
            .Function("FailingTick")
            .Trigger.ShouldBe(new TimerTrigger("%Sample:Schedule%", RunOnStartup: false, UseMonitor: false));
    }

    [Fact]
    public void Start_DurableFunctions_TellTheirNamesAndParameters()
    {
        var orchestrator = _host.Function("Greetings");
        orchestrator.Trigger.ShouldBe(new OrchestrationTrigger("Greetings"));
        orchestrator.TriggerParameter.ShouldBe("context");
        var activity = _host.Function("Greet");
        activity.Trigger.ShouldBe(new ActivityTrigger("Greet"));
        activity.TriggerParameter.ShouldBe("name");
    }

    [Fact]
    public void Start_FunctionWithDurableClient_TellsTheInput()
    {
        var input = _host.Function("Hub").Inputs.ShouldHaveSingleItem();

        input.Parameter.ShouldBe("client");
        input.Type.ShouldBe("durableClient");
        input.Json.ShouldContain("durableClient");
    }
}
