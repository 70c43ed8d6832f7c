using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FunctionsHost.Http.Management;

/// <summary>The rule for instance ids, as the Durable Functions client has it.</summary>
internal static class InstanceId
{
    private const int Longest = 100;

    /// <summary>Lets a request through whose path names none, or one that an instance can have.</summary>
    /// <exception cref="BadHttpRequestException">No instance can have the id in the path.</exception>
    public static ValueTask<object?> CheckAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        context.HttpContext.GetRouteValue("instanceId") is not string id || IsValid(id)
            ? next(context)
            : throw new BadHttpRequestException(
                $"An instance id has 1 to {Longest} characters, no '@' in front, and no '/', '\\', '?', '#' or control characters."
            );

    private static bool IsValid(string id) =>
        id.Length is > 0 and <= Longest
        && id[0] != '@'
        && !id.Any(character => character is '/' or '\\' or '?' or '#' || char.IsControl(character));
}
