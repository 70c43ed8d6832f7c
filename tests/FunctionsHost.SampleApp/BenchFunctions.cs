using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;

namespace SampleApp;

/// <summary>
/// What <c>bench engine --app</c> measures: activities that do nothing, one after another or all at once.
/// </summary>
public sealed class BenchFunctions
{
    [Function("HelloSequence")]
    public async Task<int> HelloSequence([OrchestrationTrigger] TaskOrchestrationContext context, int calls)
    {
        var length = 0;
        for (var call = 0; call < calls; call++)
        {
            var hello = await SayHelloAsync(context);
            length += hello.Length;
        }

        return length;
    }

    [Function("FanOut")]
    public async Task<int> FanOut([OrchestrationTrigger] TaskOrchestrationContext context, int width)
    {
        var calls = Enumerable.Range(0, width).Select(_ => SayHelloAsync(context));
        var hellos = await Task.WhenAll(calls);
        return hellos.Sum(hello => hello.Length);
    }

    [Function("SayHello")]
    public string SayHello([ActivityTrigger] string name) => $"Hello {name}!";

    private static Task<string> SayHelloAsync(TaskOrchestrationContext context) =>
        context.CallActivityAsync<string>("SayHello", "Tokyo");
}
