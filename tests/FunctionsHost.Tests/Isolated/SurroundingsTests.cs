using System.Diagnostics;
using System.Text.Json;
using FunctionsHost.Tests.Hosting;

namespace FunctionsHost.Tests.Isolated;

/// <summary>What a function sees around itself: process, settings, trace.</summary>
public sealed class SurroundingsTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly TestHost _host = shared.Host;

    [Fact]
    public async Task Process_OfTheWorker_RunsInTheAppsFolderAndHoldsNothingOfTheHosts()
    {
        var facts = await FactsAsync();

        facts.Pid.ShouldNotBe(Environment.ProcessId);
        $"{facts.Folder}{Path.DirectorySeparatorChar}".ShouldBe(SampleApp.Folder);
        facts.Variables.ShouldContain("FUNCTIONS_APPLICATION_DIRECTORY");
        facts.Variables.ShouldContain("PATH");
        facts.Variables.ShouldNotContain(name => name.StartsWith("ASPNETCORE_"));
    }

    [Fact]
    public async Task Process_OfTheWorker_IsInAGroupOfItsOwn()
    {
        var facts = await FactsAsync();

        GroupOf(facts.Pid).ShouldBe(facts.Pid);
        GroupOf(Environment.ProcessId).ShouldNotBe(facts.Pid);
    }

    [Fact]
    public async Task Settings_WithColon_AreTheAppsConfiguration() =>
        (await _host.Client.GetStringAsync("settings/Sample:Colour")).ShouldBe("GET blue");

    [Fact]
    public async Task Trace_OfTheCaller_IsTheFunctions()
    {
        const string Caller = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

        var facts = await FactsAsync(("traceparent", Caller));

        // The host's own server may put a span of its own in between.
        facts.TraceParent.ShouldStartWith(Caller[..36]);
        facts.TraceHeader.ShouldBe(facts.TraceParent);
    }

    [Fact]
    public async Task Trace_OfACallerWithoutOne_IsANewOne()
    {
        var first = await FactsAsync();
        var second = await FactsAsync();

        ActivityContext.TryParse(first.TraceParent, traceState: null, out var trace).ShouldBeTrue();
        trace.TraceId.ToHexString().ShouldNotBe(new string('0', 32));
        second.TraceParent.ShouldNotBe(first.TraceParent);
    }

    private async Task<ProcessFacts> FactsAsync(params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "Process");
        foreach (var (name, value) in headers)
            request.Headers.Add(name, value);
        var answer = await _host.Client.SendAsync(request);
        return JsonSerializer.Deserialize<ProcessFacts>(await answer.Content.ReadAsStringAsync(), Json)!;
    }

    private static int GroupOf(int pid)
    {
        var stat = File.ReadAllText($"/proc/{pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[2]);
    }

    private sealed record ProcessFacts(
        int Pid,
        string Folder,
        string TraceParent,
        string? TraceHeader,
        string[] Variables
    );
}
