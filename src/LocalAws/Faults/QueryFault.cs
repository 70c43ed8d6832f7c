using LocalAws.Sql;

namespace LocalAws.Faults;

/// <summary>What happens to a query execution on purpose.</summary>
/// <param name="Delay">Time that it is RUNNING before it starts working.</param>
/// <param name="Failure">How it fails, or null.</param>
internal sealed record QueryFault(TimeSpan Delay, FaultRule? Failure)
{
    public static readonly QueryFault None = new(TimeSpan.Zero, Failure: null);

    public static QueryFault Of(IReadOnlyList<Strike> strikes) =>
        new(
            strikes
                .Where(s => s.Rule.Fault == FaultKind.QueryDelay)
                .Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Delay),
            strikes.FirstOrDefault(s => s.Rule.Fault == FaultKind.QueryFailure)?.Rule
        );

    /// <summary>
    /// Runs the statement on the engine, failing where it is to: before anything is done, or once the files of a CTAS
    /// lie in place.
    /// </summary>
    public async Task<StatementResult> ExecuteAsync(
        IStatementEngine engine,
        StatementRequest request,
        CancellationToken cancellationToken
    )
    {
        if (Failure is null)
            return await engine.ExecuteAsync(request, cancellationToken);
        if (Failure.LeaveFiles)
            await engine.ExecuteAsync(request with { FilesWritten = BreakOff }, cancellationToken);
        throw Exception();
    }

    private void BreakOff(IReadOnlyList<string> files)
    {
        // Athena's writers each close their files by themselves: all but the last are whole.
        if (files.Count > 0)
        {
            using var last = File.OpenWrite(files[^1]);
            last.SetLength(last.Length / 2);
        }

        throw Exception();
    }

    private StatementException Exception() =>
        new(
            Failure!.Message ?? "GENERIC_INTERNAL_ERROR: An injected fault.",
            Failure.Category,
            Failure.Type,
            Failure.Retryable
        );
}
