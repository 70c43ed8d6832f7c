using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>Starts backfills, at most one at a time for a night; used by the HTTP API and the command line.</summary>
/// <param name="nonces">Marks of starts.</param>
public sealed class BackfillStarter(StartNonces nonces, TimeProvider time, ILogger<BackfillStarter> logger)
{
    /// <summary>Starts a backfill unless one goes on for one of its nights.</summary>
    /// <param name="request">What to fill in.</param>
    /// <param name="estimate">What that was told to cost.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the backfill may have been started.</param>
    public async Task<BackfillStart> StartAsync(
        DurableTaskClient client,
        BackfillRequest request,
        BackfillEstimate estimate,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(estimate);
        var there = await AllAsync(client, RunStatuses.GoingOn, BackfillIds.Prefix, cancellationToken);
        if (there.Find(one => one.Input.Request.Overlaps(request)) is { } going)
            return GoesOn(going, request);
        var range = BackfillIds.For(request.From, request.To, 1)[..^1];
        var before = await AllAsync(client, RunStatuses.Any, range, cancellationToken);
        var number = before.Select(one => BackfillIds.NumberOf(one.Id) ?? 0).Append(0).Max() + 1;
        var input = new BackfillInput(request, estimate, nonces.Next());
        return await ScheduleAsync(client, BackfillIds.For(request.From, request.To, number), input, cancellationToken);
    }

    private async Task<BackfillStart> ScheduleAsync(
        DurableTaskClient client,
        string id,
        BackfillInput input,
        CancellationToken cancellationToken
    )
    {
        var isOwn = await StartRace.ScheduleAsync(
            client,
            FunctionNames.BackfillOrchestrator,
            id,
            input,
            made => made.Nonce == input.Nonce,
            time,
            cancellationToken
        );
        if (!isOwn)
            return GoesOn(new(id, input), input.Request);
        logger.BackfillStarted(id, input.Estimate.Nights, input.Estimate.Tables);
        return new(id);
    }

    private static async Task<List<Going>> AllAsync(
        DurableTaskClient client,
        OrchestrationRuntimeStatus[] statuses,
        string prefix,
        CancellationToken cancellationToken
    )
    {
        var query = new OrchestrationQuery(Statuses: statuses, InstanceIdPrefix: prefix, FetchInputsAndOutputs: true);
        var found = new List<Going>();
        await foreach (var one in client.GetAllInstancesAsync(query).WithCancellation(cancellationToken))
        {
            if (BackfillIds.NumberOf(one.InstanceId) is not null && one.ReadInputAs<BackfillInput>() is { } input)
                found.Add(new(one.InstanceId, input));
        }

        return found;
    }

    private static BackfillStart GoesOn(Going going, BackfillRequest request) =>
        new(
            going.Id,
            new Failure(
                "BackfillGoesOn",
                $"The backfill {going.Id} goes on, and has nights in common with this one.",
                "Follow that one, or cancel it first; nights that history has by then are not built again."
            )
        )
        {
            IsSame = going.Input.Request.IsSameAs(request),
        };

    private sealed record Going(string Id, BackfillInput Input);
}

/// <summary>What came of a start.</summary>
/// <param name="Id">The new backfill, or the one that stands in the way.</param>
/// <param name="Refusal">Why there is no new one; null where there is.</param>
public sealed record BackfillStart(string Id, Failure? Refusal = null)
{
    /// <summary>Whether the one that is there was asked for the very same.</summary>
    public bool IsSame { get; init; }
}
