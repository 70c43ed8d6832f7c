using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Telemetry;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Tables;

/// <summary>The statements that build tables.</summary>
/// <param name="started">Records versions before they are written.</param>
public sealed class TableStatements(StartedVersions started) : IStatements
{
    private const string Tables = "table";

    /// <inheritdoc/>
    public string Kind => Tables;

    /// <summary>The statement that builds a table.</summary>
    public static Statement Of(string serviceName, string queryType) =>
        new(Tables, $"{serviceName}/{queryType}", queryType, serviceName);

    /// <inheritdoc/>
    public string Sql(SubmitInput input) => Plan(input).CtasSql;

    /// <inheritdoc/>
    public Task StartAsync(SubmitInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        SpanTags.OfTable(input.Run.RunId, input.Statement.Of, input.Statement.Name);
        return started.RecordAsync(input.Run, Plan(input), cancellationToken);
    }

    private static TablePlan Plan(SubmitInput input) =>
        input.Run.Plan(input.Statement.Of, input.Statement.Name, input.Attempt);
}
