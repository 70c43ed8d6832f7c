using System.Text.Json;
using DurableTask.Core.Exceptions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace FunctionsHost.Http.Management;

/// <summary>
/// Starts an orchestrator by its name: 202; 400 for one that is not there; 409 where an instance of that id goes on.
/// </summary>
internal sealed class OrchestrationStart(
    Func<DurableTaskClient> client,
    IReadOnlyCollection<string> orchestrators,
    ManagementLinks links
)
{
    public void Map(IEndpointRouteBuilder api) =>
        api.MapPost("/orchestrators/{functionName}/{instanceId?}", StartAsync);

    private async Task<IResult> StartAsync(HttpContext http, string functionName, string? instanceId)
    {
        if (!orchestrators.Contains(functionName, StringComparer.OrdinalIgnoreCase))
            return Problem.BadRequest(
                $"There is no orchestrator '{functionName}'; there are {string.Join(", ", orchestrators)}."
            );
        try
        {
            var input = await InputAsync(http);
            return links.Started(
                http,
                await client()
                    .ScheduleNewOrchestrationInstanceAsync(
                        functionName,
                        input,
                        new StartOrchestrationOptions(instanceId),
                        http.RequestAborted
                    )
            );
        }
        catch (JsonException e)
        {
            return Problem.BadRequest($"The body is no JSON: {e.Message}");
        }
        catch (OrchestrationAlreadyExistsException e)
        {
            return Problem.Conflict(e.Message);
        }
    }

    /// <summary>An empty body is no input.</summary>
    private static async Task<object?> InputAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var text = await reader.ReadToEndAsync(http.RequestAborted);
        return text.Length == 0 ? null : JsonSerializer.Deserialize<JsonElement>(text);
    }
}
