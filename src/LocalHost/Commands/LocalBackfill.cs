using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using FunctionsHost.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>
/// One backfill on a host in this process: started, or found where a process that was stopped has left it; followed to
/// its end, cancelled in order when the user wants it to stop.
/// </summary>
/// <param name="host">The host.</param>
internal sealed class LocalBackfill(AppHost host, TimeProvider time)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>What it will cost.</summary>
    /// <exception cref="InvalidInputException">Nobody knows a service.</exception>
    public async Task<BackfillEstimate> EstimateAsync(BackfillRequest request, CancellationToken cancellationToken)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var unknown = scope.ServiceProvider.GetRequiredService<UnknownServices>();
        var asked = new RunInput(request.Of(request.To));
        if (await unknown.ProblemsAsync(asked, cancellationToken) is { Count: > 0 } problems)
            throw new InvalidInputException(problems);
        var planner = scope.ServiceProvider.GetRequiredService<BackfillPlanner>();
        return await planner.EstimateAsync(request, cancellationToken);
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="request">Which nights of what.</param>
    /// <param name="estimate">What that was told to cost.</param>
    /// <param name="show">Takes each new line about it.</param>
    /// <param name="cancellationToken">Cancels the backfill, which then ends in order.</param>
    /// <exception cref="InvalidInputException">Another one goes on for one of these nights.</exception>
    public async Task<BackfillProgress> RunAsync(
        BackfillRequest request,
        BackfillEstimate estimate,
        Action<string> show,
        CancellationToken cancellationToken
    )
    {
        var id = await StartAsync(request, estimate, cancellationToken);
        var (cancelled, last) = (false, "");
        while (true)
        {
            if (cancellationToken.IsCancellationRequested && !cancelled)
            {
                cancelled = true;
                await host.Client.RaiseEventAsync(id, RunEvents.Cancel, "stopped", CancellationToken.None);
            }

            if (host.StoreLost.IsCompleted)
                throw await host.StoreLost;
            var progress =
                await BackfillReader.ReadAsync(host.Client, id, CancellationToken.None)
                ?? throw new InvalidOperationException($"The backfill {id} is not there any more.");
            if (progress.Line != last)
                show(last = progress.Line);
            if (progress.FinishedAt is not null)
                return progress;
            await WaitAsync(cancelled ? CancellationToken.None : cancellationToken);
        }
    }

    private async Task<string> StartAsync(
        BackfillRequest request,
        BackfillEstimate estimate,
        CancellationToken cancellationToken
    )
    {
        await using var scope = host.Services.CreateAsyncScope();
        var starter = scope.ServiceProvider.GetRequiredService<BackfillStarter>();
        var start = await starter.StartAsync(host.Client, request, estimate, cancellationToken);
        // The very same one that a process which was stopped has left unfinished goes on.
        return start is { Refusal: { } refusal, IsSame: false }
            ? throw new InvalidInputException([$"{refusal.Message} {refusal.Advice}"])
            : start.Id;
    }

    private async Task WaitAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(PollInterval, time, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The next turn of the loop cancels the backfill.
        }
    }
}
