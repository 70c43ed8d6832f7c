using Microsoft.AspNetCore.Http;

namespace LocalAws.Wire;

/// <summary>One AWS service on the wire.</summary>
internal interface ISurface
{
    /// <summary>Answers a request, refusals included, in the service's own form.</summary>
    Task HandleAsync(HttpContext http);
}
