using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace SampleApp;

/// <summary>One orchestration that does what orchestrations do, and a function that starts it.</summary>
public sealed class DurableFunctions
{
    [Function("StartOrder")]
    public async Task<IActionResult> StartOrder(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request,
        [DurableClient] DurableTaskClient client
    )
    {
        var order = new Order("Grüße <&>", 1.50m);
        var options = new StartOrchestrationOptions(request.Query["id"]);
        var id = await client.ScheduleNewOrchestrationInstanceAsync("PlaceOrder", order, options);
        return new OkObjectResult(id);
    }

    [Function("PlaceOrder")]
    public async Task<Receipt> PlaceOrder([OrchestrationTrigger] TaskOrchestrationContext context, Order order)
    {
        context.SetCustomStatus(new { order.Item });
        var greetings = await Task.WhenAll(
            Enumerable.Range(1, 3).Select(each => Greet(context, $"{order.Item} {each}"))
        );
        var measure = await context.CallActivityAsync<Measure>("Measure", order.Item);
        await context.CreateTimer(TimeSpan.FromMilliseconds(1), CancellationToken.None);
        var error = await ErrorOfAsync(context);
        var child = await context.CallSubOrchestratorAsync<string>("Greetings");
        var trace = await context.CallActivityAsync<string>("TraceOf");
        var payment = await context.WaitForExternalEvent<decimal>("paid");
        return new Receipt(
            string.Join(", ", greetings),
            measure.Length,
            error,
            child.Length > 0,
            trace,
            order.Sum + payment
        );
    }

    [Function("TraceOf")]
    public string TraceOf([ActivityTrigger] object? nothing, string instanceId, FunctionContext context) =>
        $"{instanceId} {context.TraceContext.TraceParent.Split('-')[1]} {context.FunctionDefinition.Name} {nothing is null}";

    private static Task<string> Greet(TaskOrchestrationContext context, string name) =>
        context.CallActivityAsync<string>("Greet", name);

    private static async Task<string> ErrorOfAsync(TaskOrchestrationContext context)
    {
        try
        {
            return await context.CallActivityAsync<string>("Break", "the glass");
        }
        catch (TaskFailedException error)
        {
            return $"{error.FailureDetails.ErrorType}: {error.FailureDetails.ErrorMessage}";
        }
    }
}

/// <summary>What is ordered.</summary>
public sealed record Order(string Item, decimal Sum);

/// <summary>What came of it.</summary>
public sealed record Receipt(string Greetings, int Length, string Error, bool HasChild, string Trace, decimal Sum);
