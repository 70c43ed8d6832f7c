using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>
/// The statements that build tables. A version is recorded before its query can write a byte: what a killed run leaves
/// is known by its record, whatever line it died at.
/// </summary>
/// <param name="store">Where versions are recorded.</param>
/// <param name="time">Clock.</param>
public sealed class TableStatements(ISummaryStore store, TimeProvider time) : IStatements
{
    private const string Tables = "table";

    /// <inheritdoc/>
    public string Kind => Tables;

    /// <summary>The statement that builds a table.</summary>
    /// <param name="serviceName">Service.</param>
    /// <param name="queryType">Query type.</param>
    public static Statement Of(string serviceName, string queryType) =>
        new(Tables, $"{serviceName}/{queryType}", queryType, serviceName);

    /// <inheritdoc/>
    public string Sql(SubmitInput input) => Plan(input).CtasSql;

    /// <summary>
    /// Records the version of an attempt. Throws <see cref="FailureException"/> where it was cleared up meanwhile:
    /// nothing may be written there any more.
    /// </summary>
    /// <param name="input">Which table, of which run.</param>
    /// <param name="cancellationToken">The host stops.</param>
    public async Task StartAsync(SubmitInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (plan, run, statement) = (Plan(input), input.Run, input.Statement);
        SpanTags.OfTable(run.RunId, statement.Of, statement.Name);
        var begun = new TableVersion(
            plan.Table,
            run.ExecutionDate,
            run.RunId,
            plan.Location,
            Rows: null,
            time.GetUtcNow()
        )
        {
            State = VersionState.Started,
            Columns = plan.Columns,
            ExcludedDays = plan.ExcludedDays,
        };
        if ((await store.RecordVersionAsync(begun, cancellationToken)).State == VersionState.Removed)
            throw new FailureException(VersionFailures.Removed(plan));
    }

    private static TablePlan Plan(SubmitInput input) =>
        input.Run.Plan(input.Statement.Of, input.Statement.Name, input.Attempt);
}
