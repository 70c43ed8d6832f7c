using FunctionsHost.Tests.Hosting;
using FunctionsHost.Workers;

namespace FunctionsHost.Tests.Isolated;

/// <summary>Invocations as the durable part makes them.</summary>
public sealed class InvocationTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly TestHost _host = shared.Host;

    [Fact]
    public async Task Invoke_FunctionThatReturnsText_GivesItBare()
    {
        var result = await InvokeAsync("Greet", "name", "Ada");

        result.ShouldBe(new InvocationResult("Hello, Ada!", Failure: null) { IsJson = false });
    }

    [Fact]
    public async Task Invoke_FunctionThatReturnsAnObject_GivesJson()
    {
        var result = await InvokeAsync("Measure", "text", "Ada");

        result.IsJson.ShouldBeTrue();
        result.Value.ShouldBe("""{"Text":"Ada","Length":3}""");
    }

    [Fact]
    public async Task Invoke_FunctionThatThrows_GivesItsFailure()
    {
        var result = await InvokeAsync("Break", "text", "Ada");

        result.Value.ShouldBeNull();
        result.Failure.ShouldNotBeNull().Message.ShouldContain("'Ada' is broken.");
    }

    // An activity takes JSON.
    private async Task<InvocationResult> InvokeAsync(string name, string parameter, string value)
    {
        var function = _host.Function(name);
        function.TriggerParameter.ShouldBe(parameter);
        var inputs = new Dictionary<string, string> { [parameter] = $"\"{value}\"" };
        var metadata = new Dictionary<string, string> { ["instanceId"] = "the-instance" };
        return await _host.Worker.InvokeAsync(function, inputs, metadata, CancellationToken.None);
    }
}
