using CommerceAnalytics.Functions.Http;
using FunctionsHost.Http.Management;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.OneMachine.Hosting;

/// <summary>
/// Durable's management payload of this host: the addresses that the caller reached it by, with its system key.
/// </summary>
internal sealed class LocalManagementPayloads(ManagementLinks links) : IManagementPayloads
{
    public Task<HttpManagementPayloadView> CreateAsync(
        FunctionContext context,
        HttpRequest request,
        DurableTaskClient client,
        string instanceId
    ) => Task.FromResult(View(links.PayloadFor(request, instanceId)));

    private static HttpManagementPayloadView View(ManagementPayload payload) =>
        new()
        {
            Id = payload.Id,
            StatusQueryGetUri = payload.StatusQueryGetUri,
            SendEventPostUri = payload.SendEventPostUri,
            TerminatePostUri = payload.TerminatePostUri,
            SuspendPostUri = payload.SuspendPostUri,
            ResumePostUri = payload.ResumePostUri,
            RewindPostUri = payload.RewindPostUri,
            RestartPostUri = payload.RestartPostUri,
            PurgeHistoryDeleteUri = payload.PurgeHistoryDeleteUri,
        };
}
