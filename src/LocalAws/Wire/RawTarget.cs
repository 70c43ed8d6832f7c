using LocalAws.Signing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LocalAws.Wire;

/// <summary>
/// The request line as it came: Kestrel's own path is decoded and cleaned of dot segments, which neither a signature
/// nor an object key may be.
/// </summary>
internal static class RawTarget
{
    public static CanonicalRequest Of(HttpRequest request)
    {
        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!target.StartsWith('/') && Uri.TryCreate(target, UriKind.Absolute, out var absolute))
            target = absolute.PathAndQuery;
        var question = target.IndexOf('?');
        if (question < 0)
            return new(request.Method, target, "", request.Headers);
        return new(request.Method, target[..question], target[(question + 1)..], request.Headers);
    }
}
