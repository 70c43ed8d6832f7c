using FunctionsHost.Isolated.Rpc;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Isolated.Rpc;

public sealed class BindingsTests
{
    private const string Http = """{"name":"request","type":"httpTrigger","direction":"In"}""";

    [Fact]
    public void Read_HttpTriggerWithDefaults_TakesEveryMethodWithAFunctionKey()
    {
        var function = Bindings.Read([Function("F", Http)], servesHttp: true).ShouldHaveSingleItem();

        var trigger = function.Trigger.ShouldBeOfType<HttpTrigger>();
        trigger.Route.ShouldBeNull();
        trigger.Methods.ShouldBeEmpty();
        trigger.AuthLevel.ShouldBe("Function");
    }

    [Fact]
    public void Read_OrchestratorAndActivityWithNamesOfTheirOwn_KeepThem()
    {
        var orchestrator = Function(
            "F",
            """{"name":"c","type":"orchestrationTrigger","direction":"In","orchestration":"Other"}"""
        );
        var activity = Function("G", """{"name":"i","type":"activityTrigger","direction":"In","activity":"Another"}""");

        var functions = Bindings.Read([orchestrator, activity], servesHttp: false);

        functions[0].Trigger.ShouldBe(new OrchestrationTrigger("Other"));
        functions[1].Trigger.ShouldBe(new ActivityTrigger("Another"));
    }

    [Fact]
    public void Read_WhatThisHostDoesNotHave_IsRefusedInOneMessage()
    {
        var blob = Function("Blobs", """{"name":"blob","type":"blobTrigger","direction":"In"}""");
        var queue = Function("Queues", Http, """{"name":"queue","type":"queue","direction":"Out"}""");

        var refused = Should.Throw<AppRefusedException>(() => Bindings.Read([blob, queue], servesHttp: true));

        refused.Message.ShouldBe(
            "This host cannot run the app. "
                + "The function 'Blobs' has the trigger 'blobTrigger', which this host does not have. "
                + "The function 'Queues' has the binding 'queue', which this host does not have."
        );
    }

    [Fact]
    public void Read_HttpWithoutTheWorkersServer_SaysWhatToDo()
    {
        var refused = Should.Throw<AppRefusedException>(() => Bindings.Read([Function("F", Http)], servesHttp: false));

        refused.Message.ShouldContain("'F' serves HTTP without the ASP.NET Core integration");
        refused.Message.ShouldContain("ConfigureFunctionsWebApplication");
    }

    private static RpcFunctionMetadata Function(string name, params string[] bindings)
    {
        var function = new RpcFunctionMetadata { Name = name, FunctionId = $"{name}-id" };
        function.RawBindings.Add(bindings);
        return function;
    }
}
