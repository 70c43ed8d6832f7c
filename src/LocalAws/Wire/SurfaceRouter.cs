using Microsoft.AspNetCore.Http;

namespace LocalAws.Wire;

/// <summary>Tells by the form of a request which service it is for: all of them share one address.</summary>
/// <param name="targets">Surfaces by the prefix of <c>X-Amz-Target</c>, e.g. <c>AmazonAthena</c>.</param>
/// <param name="query">Surface of the query protocol (forms posted to the root): STS.</param>
/// <param name="rest">All else: S3.</param>
internal sealed class SurfaceRouter(IReadOnlyDictionary<string, ISurface> targets, ISurface query, ISurface rest)
{
    public Task HandleAsync(HttpContext http)
    {
        http.Response.Headers.Server = "LocalAws";
        return Choose(http.Request).HandleAsync(http);
    }

    private ISurface Choose(HttpRequest request)
    {
        var target = request.Headers["X-Amz-Target"].ToString();
        if (target.Length > 0 && targets.TryGetValue(target.Split('.')[0], out var surface))
            return surface;
        var form = HttpMethods.IsPost(request.Method)
            && request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        return form ? query : rest;
    }
}
