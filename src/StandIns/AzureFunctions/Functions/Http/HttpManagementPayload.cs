using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.DurableTask.Client;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Addresses of Durable's management API for one instance.</summary>
/// <remarks>
/// The official type has its JSON names (<c>statusQueryGetUri</c>, ...) for Newtonsoft.Json only; System.Text.Json writes the property names.
/// </remarks>
public class HttpManagementPayload
{
    /// <summary>The instance.</summary>
    public string? Id { get; internal set; }

    /// <summary>DELETE: forget a finished instance.</summary>
    public string? PurgeHistoryDeleteUri { get; internal set; }

    /// <summary>POST: an event; <c>{eventName}</c> is to be filled in.</summary>
    public string? SendEventPostUri { get; internal set; }

    /// <summary>GET: the status.</summary>
    public string? StatusQueryGetUri { get; internal set; }

    /// <summary>POST: end it; <c>{{text}}</c> is to be filled in.</summary>
    public string? TerminatePostUri { get; internal set; }

    /// <summary>POST: hold it; <c>{{text}}</c> is to be filled in.</summary>
    public string? SuspendPostUri { get; internal set; }

    /// <summary>POST: let it go on; <c>{{text}}</c> is to be filled in.</summary>
    public string? ResumePostUri { get; internal set; }

    /// <summary>POST: run it again.</summary>
    public string? RestartPostUri { get; internal set; }

    /// <summary>POST: let a failed one go on from its last good step; <c>{{text}}</c> is to be filled in.</summary>
    public string? RewindPostUri { get; internal set; }
}

/// <summary>What the Functions extension adds to the client.</summary>
public static class DurableTaskClientExtensions
{
    /// <summary>
    /// The instance's management addresses at the request's host. The official one adds the Durable system key; this stand-in knows no key.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is no request to take the host from.</exception>
    public static HttpManagementPayload CreateHttpManagementPayload(
        this DurableTaskClient client, string instanceId, HttpRequestData? request = null)
    {
        if (request is null)
            throw new InvalidOperationException("Either HttpRequestData or the HTTP base address of the client must be there.");
        var instance = $"{request.Url.GetLeftPart(UriPartial.Authority)}/runtime/webhooks/durabletask/instances/{instanceId}";
        return new()
        {
            Id = instanceId,
            PurgeHistoryDeleteUri = instance,
            SendEventPostUri = $"{instance}/raiseEvent/{{eventName}}",
            StatusQueryGetUri = instance,
            TerminatePostUri = $"{instance}/terminate?reason={{{{text}}}}",
            SuspendPostUri = $"{instance}/suspend?reason={{{{text}}}}",
            ResumePostUri = $"{instance}/resume?reason={{{{text}}}}",
            RestartPostUri = $"{instance}/restart",
            RewindPostUri = $"{instance}/rewind?reason={{{{text}}}}",
        };
    }
}
