using CommerceAnalytics.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.LocalHost.Http.Management;

/// <summary>Durable's management payload of this host: the addresses that the caller reached it by, with its system key.</summary>
internal sealed class LocalManagementPayloads(ManagementLinks links) : IManagementPayloads
{
    public Task<HttpManagementPayloadView> CreateAsync(
        FunctionContext context,
        HttpRequest request,
        DurableTaskClient client,
        string instanceId
    ) => Task.FromResult(links.PayloadFor(request, instanceId));
}
