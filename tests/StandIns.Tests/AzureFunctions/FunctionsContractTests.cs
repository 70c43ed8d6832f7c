using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;
using Moq;

namespace StandIns.Tests.AzureFunctions;

public class FunctionsContractTests
{
    [Fact]
    public void HttpTrigger_WithoutLevel_AsksForAFunctionKey()
    {
        new HttpTriggerAttribute("get", "post").AuthLevel.ShouldBe(AuthorizationLevel.Function);
        new HttpTriggerAttribute("get", "post").Methods.ShouldBe(["get", "post"]);
        new HttpTriggerAttribute(AuthorizationLevel.Admin, "get") { Route = "runs" }.Route.ShouldBe("runs");
    }

    [Fact]
    public void TimerTrigger_Defaults_MonitorAndDoNotRunOnStartup()
    {
        var trigger = new TimerTriggerAttribute("%CommerceSchedule%");

        (trigger.UseMonitor, trigger.RunOnStartup).ShouldBe((true, false));
    }

    [Theory]
    [InlineData(typeof(OrchestrationTriggerAttribute))]
    [InlineData(typeof(ActivityTriggerAttribute))]
    [InlineData(typeof(DurableClientAttribute))]
    [InlineData(typeof(HttpTriggerAttribute))]
    public void BindingAttributes_Usage_IsOnParameters(Type attribute) =>
        attribute.GetCustomAttribute<AttributeUsageAttribute>(inherit: true)!.ValidOn.ShouldBe(AttributeTargets.Parameter);

    [Fact]
    public void Build_OfTheStandIn_SaysWhatToRunInstead()
    {
        var builder = FunctionsApplication.CreateBuilder([]).ConfigureFunctionsWebApplication();

        Should.Throw<InvalidOperationException>(builder.Build).Message.ShouldContain("-p:OfficialPackages=true");
    }

    [Fact]
    public void CreateHttpManagementPayload_OfARequest_HasTheOfficialAddresses()
    {
        var payload = Client().CreateHttpManagementPayload("commerce-2025-10-28", Request("https://app.example/api/runs?code=secret"));

        payload.Id.ShouldBe("commerce-2025-10-28");
        const string instance = "https://app.example/runtime/webhooks/durabletask/instances/commerce-2025-10-28";
        payload.StatusQueryGetUri.ShouldBe(instance);
        payload.SendEventPostUri.ShouldBe(instance + "/raiseEvent/{eventName}");
        payload.TerminatePostUri.ShouldBe(instance + "/terminate?reason={{text}}");
    }

    [Fact]
    public void CreateHttpManagementPayload_NoRequest_Throws() =>
        Should.Throw<InvalidOperationException>(() => Client().CreateHttpManagementPayload("one"));

    [Fact]
    public void GetHttpContext_LeftAmongTheItems_IsFound()
    {
        var (http, context) = (new DefaultHttpContext(), new Mock<FunctionContext>());
        context.Setup(c => c.Items).Returns(new Dictionary<object, object> { ["HttpRequestContext"] = http });

        context.Object.GetHttpContext().ShouldBeSameAs(http);
    }

    [Fact]
    public async Task GetHttpRequestData_NoFeature_IsNull()
    {
        var context = new Mock<FunctionContext>();
        context.Setup(c => c.Features).Returns(Mock.Of<IInvocationFeatures>());

        (await context.Object.GetHttpRequestDataAsync()).ShouldBeNull();
    }

    private static DurableTaskClient Client() => new Mock<DurableTaskClient>("hub").Object;

    private static HttpRequestData Request(string address)
    {
        var request = new Mock<HttpRequestData>(Mock.Of<FunctionContext>());
        request.Setup(r => r.Url).Returns(new Uri(address));
        return request.Object;
    }
}
