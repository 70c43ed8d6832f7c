using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The ASP.NET Core side of an invocation.</summary>
public static class FunctionContextExtensions
{
    // The key under which the official ASP.NET Core extension leaves the request among the items.
    private const string HttpContextKey = "HttpRequestContext";

    /// <summary>The ASP.NET Core request, or null when the trigger is not HTTP.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Items.TryGetValue(HttpContextKey, out var found) ? found as HttpContext : null;
    }
}

/// <summary>The worker's own view of an invocation's request.</summary>
public static class FunctionContextHttpRequestExtensions
{
    /// <summary>The request, or null when the trigger is not HTTP.</summary>
    public static ValueTask<HttpRequestData?> GetHttpRequestDataAsync(this FunctionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<IHttpRequestDataFeature>()?.GetHttpRequestDataAsync(context) ?? new((HttpRequestData?)null);
    }
}
