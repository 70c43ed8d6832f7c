using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Retry;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Reports;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Settings;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Functions.Runs;

/// <summary>
/// Starts runs, at most one at a time for a date; used by the timer, the HTTP API and the command line.
/// </summary>
/// <param name="published">Which dates are published.</param>
/// <param name="unknown">Which services nobody knows.</param>
/// <param name="nonces">Marks of starts.</param>
public sealed class RunStarter(
    PublishedDates published,
    UnknownServices unknown,
    IOptions<CommerceSettings> settings,
    StartNonces nonces,
    TimeProvider time,
    ILogger<RunStarter> logger
) : IDisposable
{
    // Starts of one process look around one after another: two of different kinds would find different free ids.
    private readonly SemaphoreSlim _gate = new(1, 1);

    /// <summary>
    /// Starts a run unless one of that date is there already, data of a later date is published, or nobody knows a
    /// service of it.
    /// </summary>
    /// <param name="input">What to refresh.</param>
    /// <param name="kind">Who starts it.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; the run may have been started.</param>
    public async Task<StartResult> StartAsync(
        DurableTaskClient client,
        RunInput input,
        StartKind kind,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(input);
        // Before the gate: it may take a query, and the night must not wait for that.
        if (await unknown.ProblemsAsync(input, cancellationToken) is { Count: > 0 } problems)
            return Unknown(problems);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            return await StartInTurnAsync(client, input, kind, cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private async Task<StartResult> StartInTurnAsync(
        DurableTaskClient client,
        RunInput input,
        StartKind kind,
        CancellationToken cancellationToken
    )
    {
        var date = input.Request.ExecutionDate;
        var runs = await RunsOfAsync(client, date, cancellationToken);
        if (
            (
                kind == StartKind.Scheduled
                    ? runs.Find(run => run.InstanceId == RunIds.For(date))
                    : runs.Find(run => !run.IsCompleted)
            ) is
            { } there
        )
            return AlreadyThere(there.InstanceId);
        if (await published.RefusalAsync(input, cancellationToken) is { } refusal)
            return new(StartOutcome.LaterDataPublished, null, refusal);
        var deadline = input.Kind == RunKind.Refresh ? settings.Value.RunDeadlineMinutes : (int?)null;
        var marked = input with
        {
            DeadlineMinutes = deadline,
            Nonce = nonces.Next(),
            Scheduled = kind == StartKind.Scheduled,
            IsNight = IsNight(input, kind),
        };
        return await ScheduleAsync(client, NewId(input, kind, runs), marked, cancellationToken);
    }

    private static async Task<List<OrchestrationMetadata>> RunsOfAsync(
        DurableTaskClient client,
        DateOnly date,
        CancellationToken cancellationToken
    )
    {
        var runs = new List<OrchestrationMetadata>();
        await foreach (
            var run in client
                .GetAllInstancesAsync(new OrchestrationQuery(InstanceIdPrefix: RunIds.PrefixOf(date)))
                .WithCancellation(cancellationToken)
        )
        {
            if (RunIds.Parse(run.InstanceId)?.ExecutionDate == date)
                runs.Add(run);
        }

        return runs;
    }

    /// <summary>
    /// The date's own id is the schedule's. A part of the tables of a date that the schedule may still ask for gets a
    /// number: under the own id it would pass for the nightly run, and the night would miss the other tables.
    /// </summary>
    private string NewId(RunInput input, StartKind kind, List<OrchestrationMetadata> runs)
    {
        var date = input.Request.ExecutionDate;
        var isFirstRefresh = runs.Count == 0 && input.Kind == RunKind.Refresh;
        var wouldPassForTheNight = MayBeDue(date) && IsPart(input);
        if (kind == StartKind.Scheduled || (isFirstRefresh && !wouldPassForTheNight))
            return RunIds.For(date);
        var taken = runs.Select(run => RunIds.Parse(run.InstanceId)!.Value.Number);
        return RunIds.For(date, taken.Append(1).Max() + 1);
    }

    /// <summary>Whether the schedule will ask for a date, or makes it up.</summary>
    private bool MayBeDue(DateOnly date) => DaysAgo(date) <= NightLimits.MostMadeUp;

    private int DaysAgo(DateOnly date)
    {
        var zone = settings.Value.Zone();
        return zone.DateOf(time.GetUtcNow()).DayNumber - date.DayNumber;
    }

    private bool IsPart(RunInput input)
    {
        var whole = RunRequest.Resolve(
            new RunRequestInput(),
            settings.Value,
            time.GetUtcNow(),
            input.Request.ExecutionDate
        );
        var tables = new HashSet<TableName>(input.Tables());
        return !new RunInput(whole).Tables().All(tables.Contains);
    }

    /// <summary>
    /// A night that fires late may begin a day after its date; a person's rerun of yesterday is no night.
    /// </summary>
    private bool IsNight(RunInput input, StartKind kind)
    {
        var isNewest = DaysAgo(input.Request.ExecutionDate) <= (kind == StartKind.Scheduled ? 1 : 0);
        if (!isNewest)
            return false;
        return input.Kind == RunKind.Refresh
            ? input.IsNight || !IsPart(input)
            : input.Kind == RunKind.Publication && input.IsNight;
    }

    private async Task<StartResult> ScheduleAsync(
        DurableTaskClient client,
        string runId,
        RunInput input,
        CancellationToken cancellationToken
    )
    {
        var isOwn = await StartRace.ScheduleAsync(
            client,
            FunctionNames.RunOrchestrator,
            runId,
            input,
            made => made.Nonce == input.Nonce,
            time,
            cancellationToken
        );
        // Two starts at the same moment have found the same free id: whoever comes second is told of the first.
        if (!isOwn)
            return AlreadyThere(runId);
        logger.RunStarted(runId, input.Request.ServiceNames.Count, input.Tables().Count());
        return new(StartOutcome.Started, runId);
    }

    private static StartResult Unknown(IReadOnlyList<string> problems) =>
        new(StartOutcome.ServiceUnknown, null, new Failure(UnknownServices.Code, string.Join(" ", problems), ""))
        {
            Problems = problems,
        };

    private StartResult AlreadyThere(string runId)
    {
        logger.RunAlreadyThere(runId);
        return new(
            StartOutcome.AlreadyThere,
            runId,
            new Failure(
                "RunAlreadyThere",
                $"Run {runId} of that date is there already.",
                "Follow that run; when it has ended, the date can be run again on purpose."
            )
        );
    }
}
