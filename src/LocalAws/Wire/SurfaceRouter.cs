using LocalAws.Faults;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Wire;

/// <summary>Tells by the form of a request which service it is for: all of them share one address.</summary>
/// <param name="targets">Surfaces by the prefix of <c>X-Amz-Target</c>, e.g. <c>AmazonAthena</c>.</param>
/// <param name="query">Surface of the query protocol (forms posted to the root): STS.</param>
/// <param name="rest">All else: S3.</param>
/// <param name="gate">What stands before all of them.</param>
/// <param name="faults">Where faults are set, which no AWS service knows.</param>
internal sealed class SurfaceRouter(
    IReadOnlyDictionary<string, ISurface> targets,
    ISurface query,
    ISurface rest,
    FaultGate gate,
    FaultEndpoint faults
)
{
    public Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.Server = "LocalAws";
        if (http.Request.Path == FaultEndpoint.Path)
            return faults.HandleAsync(http);
        return gate.HandleAsync(http, Choose(http.Request));
    }

    private ISurface Choose(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        if (target.Length > 0 && targets.TryGetValue(target.Split('.')[0], out var surface))
            return surface;
        var form =
            HttpMethods.IsPost(request.Method)
            && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
                == true;
        return form ? query : rest;
    }
}
