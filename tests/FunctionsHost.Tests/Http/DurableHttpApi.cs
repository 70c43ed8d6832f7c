using System.Text;
using FunctionsHost.Tests.Small;
using Microsoft.DurableTask;

namespace FunctionsHost.Tests.Http;

/// <summary>One host for the whole suite, with an instance in each state that is only looked at.</summary>
public sealed class DurableHttpApi : IAsyncLifetime
{
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Failed = "failed";
    public const string Terminated = "terminated";
    public const string Unicode = "상점 №1 %25 ü";

    private readonly TestFolder _folder = new();

    /// <summary>As many characters as an id may have.</summary>
    public static string Longest { get; } = new('l', 100);

    internal SmallHost Host { get; private set; } = null!;

    internal Microsoft.DurableTask.Client.DurableTaskClient Client => Host.Host.Client;

    public async Task InitializeAsync()
    {
        Host = await SmallHost.StartAsync(SmallHost.Options(_folder));
        await WaitingAsync(Running);
        foreach (var id in new[] { Completed, Unicode, Longest })
            await EndAsync("Greet", id, "Kim");
        await EndAsync("Failing", Failed, null);
        await WaitingAsync(Terminated);
        await Client.TerminateInstanceAsync(Terminated, "enough");
        await Client.WaitForInstanceCompletionAsync(Terminated);
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Starts an instance that waits for the event <c>go</c>.</summary>
    public async Task WaitingAsync(string id)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync("Waiting", new StartOrchestrationOptions(id));
        await Client.WaitForInstanceStartAsync(id);
    }

    public async Task EndAsync(string orchestrator, string id, object? input)
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(id));
        await Client.WaitForInstanceCompletionAsync(id);
    }

    public Task<HttpResponseMessage> SendAsync(
        string method,
        string path,
        string? body = null,
        string type = "application/json",
        string? token = null
    ) =>
        Host.ManageAsync(
            new HttpMethod(method),
            path,
            body is null ? null : new StringContent(body, Encoding.UTF8, type),
            token
        );
}
