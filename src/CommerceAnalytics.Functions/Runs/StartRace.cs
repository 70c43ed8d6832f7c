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
    /// Schedules an instance under an id that no other has ever had. True where this start made it; also where it does
    /// not show in time: it was accepted, after all.
    /// </summary>
    /// <typeparam name="TInput">Its input.</typeparam>
    /// <param name="orchestrator">Name of the orchestrator.</param>
    /// <param name="id">The id.</param>
    /// <param name="input">The input, which bears the mark of this start.</param>
    /// <param name="isOwn">Whether an input is this start's, by its mark.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the instance may be there.</param>
    public static async Task<bool> ScheduleAsync<TInput>(
        DurableTaskClient client,
        string orchestrator,
        string id,
        TInput input,
        Func<TInput, bool> isOwn,
        TimeProvider time,
        CancellationToken cancellationToken
    )
        where TInput : class
    {
        if (!await client.TryStartAsync(orchestrator, id, input, cancellationToken))
            return false;
        for (var read = 1; read <= MostReads; read++)
        {
            var made = await client.GetInstanceAsync(id, getInputsAndOutputs: true, cancellationToken);
            if (made?.SerializedInput is not null)
                return made.ReadInputAs<TInput>() is { } its && isOwn(its);
            if (read < MostReads)
                await Task.Delay(BetweenReads, time, cancellationToken);
        }

        return true;
    }
}
