using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.Contracts;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>One statement of the extraction.</summary>
/// <param name="Number">Which of the run's, from 1.</param>
/// <param name="Chunk">What it extracts.</param>
/// <param name="NewDays">
/// Those of its days that the extract does not hold for all of its services: without them, tables cannot be refreshed.
/// </param>
public sealed record ExtractStep(int Number, ExtractChunk Chunk, IReadOnlyList<DateOnly> NewDays)
{
    /// <summary>The plan of one attempt at the statement: the same text each time.</summary>
    /// <param name="attempt">1 or 2.</param>
    public ExtractPlan Plan(RunScope run, int attempt)
    {
        ArgumentNullException.ThrowIfNull(run);
        var planner = new ExtractPlanner(run.Settings, run.Summaries);
        return planner.Plan(Chunk, run.ExecutionDate, run.Events, run.RunKey, Number, attempt);
    }
}
