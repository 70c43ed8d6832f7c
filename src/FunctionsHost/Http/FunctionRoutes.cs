using FunctionsHost.Http.Keys;
using FunctionsHost.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using FunctionDefinition = FunctionsHost.Workers.FunctionDefinition;

namespace FunctionsHost.Http;

/// <summary>Serves the functions with an HTTP trigger under the route prefix of host.json.</summary>
internal static class FunctionRoutes
{
    public static void MapFunctions(
        this IEndpointRouteBuilder routes,
        IEnumerable<FunctionDefinition> functions,
        IFunctionWorker worker,
        string prefix
    )
    {
        foreach (var function in functions)
        {
            if (function.Trigger is HttpTrigger trigger)
                Map(routes, function, trigger, worker, prefix);
        }
    }

    /// <summary>The whole path that a function is served under.</summary>
    public static string PathOf(FunctionDefinition function, HttpTrigger trigger, string prefix)
    {
        var route = (trigger.Route ?? function.Name).TrimStart('/');
        return prefix.Length == 0 ? $"/{route}" : $"/{prefix}/{route}";
    }

    private static void Map(
        IEndpointRouteBuilder routes,
        FunctionDefinition function,
        HttpTrigger trigger,
        IFunctionWorker worker,
        string prefix
    )
    {
        var pattern = PathOf(function, trigger, prefix);
        var methods = trigger.Methods.Select(method => method.ToUpperInvariant()).ToList();
        var endpoint = methods.Count > 0 ? routes.MapMethods(pattern, methods, Serve) : routes.Map(pattern, Serve);
        var level = Enum.Parse<AuthorizationLevel>(trigger.AuthLevel, ignoreCase: true);
        endpoint.WithDisplayName(function.Name).WithMetadata(new KeyRequirement(level));

        Task Serve(HttpContext http) => worker.ServeHttpAsync(function, http);
    }
}
