using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Http;

/// <summary>The payload in Azure: the official client's.</summary>
internal sealed class AzureManagementPayloads : IManagementPayloads
{
    public async Task<HttpManagementPayloadView> CreateAsync(
        FunctionContext context,
        HttpRequest request,
        DurableTaskClient client,
        string instanceId
    )
    {
        var payload = client.CreateHttpManagementPayload(instanceId, await context.GetHttpRequestDataAsync());
        return new HttpManagementPayloadView
        {
            Id = payload.Id ?? instanceId,
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
}
