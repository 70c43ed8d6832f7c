using CommerceAnalytics.LocalHost.Hosting.Functions;
using CommerceAnalytics.LocalHost.Http.Keys;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;

namespace CommerceAnalytics.LocalHost.Http;

/// <summary>Serves the functions with an HTTP trigger under the route prefix of host.json.</summary>
internal static class FunctionRoutes
{
    public static void MapFunctions(this IEndpointRouteBuilder routes, IEnumerable<FunctionMethod> functions, FunctionInvoker invoker, string prefix)
    {
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTriggerAttribute trigger)
                continue;
            var run = invoker.Prepare(function);
            var pattern = $"/{prefix}/{trigger.Route ?? function.Name}";
            var endpoint = trigger.Methods is { Length: > 0 } methods
                ? routes.MapMethods(pattern, methods.Select(method => method.ToUpperInvariant()), Serve)
                : routes.Map(pattern, Serve);
            endpoint.WithDisplayName(function.Name).WithMetadata(new KeyRequirement(trigger.AuthLevel));

            Task Serve(HttpContext http) => run(http.Request, http);
        }
    }
}
