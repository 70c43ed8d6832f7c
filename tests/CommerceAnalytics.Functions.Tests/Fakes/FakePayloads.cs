using CommerceAnalytics.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Tests.Fakes;

internal sealed class FakePayloads : IManagementPayloads
{
    public Task<HttpManagementPayloadView> CreateAsync(
        FunctionContext context,
        HttpRequest request,
        DurableTaskClient client,
        string instanceId
    ) =>
        Task.FromResult(
            new HttpManagementPayloadView { Id = instanceId, StatusQueryGetUri = $"http://host/instances/{instanceId}" }
        );
}
