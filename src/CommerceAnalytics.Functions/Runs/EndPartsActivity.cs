using CommerceAnalytics.Functions.Contracts;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// Ends parts of a run whose queue is gone: they wait for answers that never come, and the engine ends no orchestration
/// while one that it called goes on. The run would count as running for ever, and all later ones would wait for it.
/// </summary>
public static class EndPartsActivity
{
    /// <summary>Terminates those that have not ended. Can run twice.</summary>
    /// <param name="input">The parts.</param>
    [Function(FunctionNames.EndParts)]
    public static async Task<Outcome<Done>> RunAsync(
        [ActivityTrigger] EndPartsInput input,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(client);
        var notBegun = new List<string>();
        foreach (var id in input.InstanceIds)
        {
            var part = await client.GetInstanceAsync(id, cancellationToken);
            if (part is null)
                notBegun.Add(id);
            else if (!part.IsCompleted)
                await client.TerminateInstanceAsync(id, "The run's query queue is gone.", cancellationToken);
        }

        return notBegun.Count == 0 ? new(new()) : new(null, NotBegun(notBegun));
    }

    /// <summary>A store may show an orchestration that was called only when it begins.</summary>
    private static Failure NotBegun(List<string> ids) =>
        new(
            "PartNotBegun",
            $"{string.Join(", ", ids)} could not be ended: not begun yet.",
            "If the run stays listed as running, terminate it through the management API; the next run stops its queries and clears up after it.",
            RetryAdvice.AfterWaiting
        );
}

/// <summary>Parts of a run that are to end.</summary>
/// <param name="InstanceIds">Their ids.</param>
public sealed record EndPartsInput(IReadOnlyList<string> InstanceIds);
