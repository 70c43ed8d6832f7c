using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Functions.QueryQueue;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>
/// The statements of the extraction. What one writes is recorded before its query can write a byte, as soon as Athena
/// has it, and when it is checked.
/// </summary>
/// <param name="builds">Records.</param>
public sealed class ExtractStatements(IExtractBuilds builds, TimeProvider time) : IStatements
{
    private const string Extract = "extract";

    /// <inheritdoc/>
    public string Kind => Extract;

    /// <summary>The statement of a step.</summary>
    /// <param name="step">The step.</param>
    public static Statement Of(ExtractStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        return new(Extract, $"{step.Number}", Extract, $"{step.Chunk}", Statement.Pack(step));
    }

    /// <inheritdoc/>
    public string Sql(SubmitInput input) => Plan(input).Sql;

    /// <summary>
    /// Throws <see cref="FailureException"/> where it was cleared up meanwhile: nothing may be written there any more.
    /// </summary>
    public async Task StartAsync(SubmitInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = Plan(input);
        var stands = await builds.RecordAsync(new(plan.Location, input.Run.RunId, time.GetUtcNow()), cancellationToken);
        RefuseRemoved(plan, stands);
    }

    /// <inheritdoc/>
    public Task NameQueryAsync(SubmitInput input, string queryExecutionId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var plan = Plan(input);
        return builds.ChangeAsync(
            plan.Location,
            stands => stands with { QueryExecutionId = queryExecutionId },
            cancellationToken
        );
    }

    /// <summary>
    /// From here on clearing up leaves it alone. Throws <see cref="FailureException"/> where that was faster.
    /// </summary>
    internal async Task ClaimAsync(PublishExtractInput input, ExtractPlan plan, CancellationToken cancellationToken)
    {
        var written = await builds.ListPartsAsync(plan.Location, cancellationToken);
        var parts = plan
            .Chunk.Days.SelectMany(
                _ => plan.Chunk.Services,
                (day, service) => plan.LocationOf(day, service)[plan.Location.Length..]
            )
            .ToDictionary(part => part, part => written.GetValueOrDefault(part, []));
        ExtractBuild Checked(ExtractBuild stands) => stands with { State = ExtractBuildState.Checked, Parts = parts };
        var claimed = await builds.ChangeAsync(
            plan.Location,
            stands => stands.State == ExtractBuildState.Started ? Checked(stands) : null,
            cancellationToken
        );
        RefuseRemoved(plan, claimed);
    }

    private static ExtractPlan Plan(SubmitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Statement.Unpack<ExtractStep>().Plan(input.Run, input.Attempt);
    }

    private static void RefuseRemoved(ExtractPlan plan, ExtractBuild? stands)
    {
        if (stands is null or { State: ExtractBuildState.Removed })
        {
            throw new FailureException(
                new(
                    "VersionRemoved",
                    $"The extract of {plan.Chunk} at {plan.Location} was cleared up before it was published: its run counted as over.",
                    "Nothing is wrong with the days that were extracted before. Rerun."
                )
            );
        }
    }
}
