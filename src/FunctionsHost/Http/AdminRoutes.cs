using FunctionsHost.Http.Keys;
using FunctionsHost.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using FunctionDefinition = FunctionsHost.Workers.FunctionDefinition;

namespace FunctionsHost.Http;

/// <summary>
/// The administration endpoints of a Functions host that make sense on one machine; the master key opens them.
/// </summary>
/// <param name="id">Names the host.</param>
/// <param name="functions">The app's functions.</param>
/// <param name="timers">Its timers.</param>
internal sealed class AdminRoutes(
    string id,
    IReadOnlyList<FunctionDefinition> functions,
    TimerTriggers timers,
    TimeProvider time
)
{
    private readonly DateTimeOffset _started = time.GetUtcNow();

    public void Map(IEndpointRouteBuilder routes)
    {
        var admin = routes.MapGroup("/admin").WithMetadata(new KeyRequirement(AuthorizationLevel.Admin));
        admin.MapPost("/functions/{name}", (string name) => RunNow(name));
        admin.MapGet("/host/status", Status);
    }

    private IResult RunNow(string name)
    {
        if (timers.RunNow(name))
            return Results.StatusCode(StatusCodes.Status202Accepted);
        return functions.Any(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ? Problem.BadRequest($"'{name}' has no timer trigger: only functions with one are run from here.")
            : Problem.NotFound($"There is no function '{name}'.");
    }

    private IResult Status() =>
        Results.Json(
            new
            {
                id,
                state = "Running",
                version = typeof(AdminRoutes).Assembly.GetName().Version?.ToString(),
                processUptime = (long)(time.GetUtcNow() - _started).TotalMilliseconds,
                functions = functions.Count,
            }
        );
}
