using CommerceAnalytics.Functions.Contracts;
using Microsoft.DurableTask.Client;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// Two hosts may start the same id at the same moment. Azure Storage keeps the first and drops the second without a
/// word to its caller: only the input that the instance really has tells who started it.
/// </summary>
internal static class StartRace
{
    private const int MostReads = 5;

    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(200);

    /// <summary>
    /// Whether another start made the instance. False also where it does not show in time: it was accepted, after all.
    /// </summary>
    /// <param name="client">Durable client.</param>
    /// <param name="runId">The id under which the run was scheduled.</param>
    /// <param name="nonce">The mark of this start.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static Task<bool> IsLostAsync(
        DurableTaskClient client,
        string runId,
        string nonce,
        TimeProvider time,
        CancellationToken cancellationToken
    ) => IsLostAsync<RunInput>(client, runId, made => made.Nonce == nonce, time, cancellationToken);

    /// <summary>The same for any orchestration whose input bears a mark.</summary>
    /// <typeparam name="TInput">Its input.</typeparam>
    /// <param name="client">Durable client.</param>
    /// <param name="id">The id under which it was scheduled.</param>
    /// <param name="isOwn">Whether an input is this start's.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<bool> IsLostAsync<TInput>(
        DurableTaskClient client,
        string id,
        Func<TInput, bool> isOwn,
        TimeProvider time,
        CancellationToken cancellationToken
    )
        where TInput : class
    {
        for (var read = 1; read <= MostReads; read++)
        {
            var run = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
            if (run?.SerializedInput is not null)
                return run.ReadInputAs<TInput>() is not { } made || !isOwn(made);
            if (read < MostReads)
                await Task.Delay(BetweenReads, time, cancellationToken);
        }

        return false;
    }
}
