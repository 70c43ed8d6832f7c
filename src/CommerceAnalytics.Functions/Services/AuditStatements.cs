using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.History;

namespace CommerceAnalytics.Functions.Services;

/// <summary>The statements that read what a batch is judged by before it is published: they write nothing.</summary>
public sealed class AuditStatements : IStatements
{
    private const string Audit = "audit";

    /// <inheritdoc/>
    public string Kind => Audit;

    /// <summary>The statement of a batch.</summary>
    /// <param name="batch">The batch; tables that come late are a batch of their own.</param>
    /// <param name="asked">Its tables, and the nights of the overview.</param>
    public static Statement Of(string serviceName, string batch, BatchToAudit asked) =>
        new(Audit, $"{serviceName}/{batch}", Audit, serviceName, Statement.Pack(asked));

    /// <inheritdoc/>
    public string Sql(SubmitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (run, statement) = (input.Run, input.Statement);
        var asked = statement.Unpack<BatchToAudit>();
        return AuditStatement.Sql(
            run.Settings,
            statement.Of,
            [.. asked.Tables.Select(table => Staged(run, statement.Of, table))],
            asked.OverviewNights is { } nights ? new(run.ExecutionDate, nights) : null
        );
    }

    private static StagedTable Staged(RunScope run, string serviceName, TableToAudit table)
    {
        var summary = run.Summaries.Get(table.QueryType);
        var plan = run.Plan(serviceName, table.QueryType, table.Attempt);
        return new(new AuditedSummary(summary), plan.StagingTable)
        {
            HistoryTable = table.Nights is null ? null : HistoryTable.Name(table.QueryType),
            Nights = [.. (table.Nights ?? []).Select(night => night.Night)],
        };
    }
}
