using Microsoft.AspNetCore.Http;

namespace LocalAws.Wire;

/// <summary>One AWS service on the wire.</summary>
internal interface ISurface
{
    /// <summary>Answers a request, refusals included, in the service's own form.</summary>
    Task HandleAsync(HttpContext http);

    /// <summary>
    /// What the request is about; nothing of it is verified yet. Throws <see cref="AwsException"/> where its body is no
    /// document.
    /// </summary>
    ValueTask<RequestSubject> SubjectAsync(HttpContext http);

    /// <summary>Refuses a request in the service's own form.</summary>
    Task RefuseAsync(HttpContext http, AwsException error);
}
