using System.Net.Http.Headers;
using FunctionsHost.Isolated.Rpc;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Forwarder;

namespace FunctionsHost.Isolated.Http;

/// <summary>
/// A request as it goes to the worker's server: the caller's, with the invocation that it belongs to and its trace.
/// </summary>
/// <param name="request">The invocation.</param>
internal sealed class InvocationTransformer(InvocationRequest request) : HttpTransformer
{
    private const string InvocationHeader = "x-ms-invocation-id";

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext,
        HttpRequestMessage proxyRequest,
        string destinationPrefix,
        CancellationToken cancellationToken
    )
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        var caller = httpContext.Request;
        var headers = proxyRequest.Headers;
        // Functions see the address that was called, not that of their own server.
        headers.Host = caller.Host.HasValue ? caller.Host.Value : null;
        Set(headers, InvocationHeader, request.InvocationId);
        Set(headers, HeaderNames.TraceParent, request.TraceContext.TraceParent);
        Set(headers, HeaderNames.TraceState, request.TraceContext.TraceState);
    }

    private static void Set(HttpRequestHeaders headers, string name, string value)
    {
        headers.Remove(name);
        if (value.Length > 0)
            headers.Add(name, value);
    }
}
