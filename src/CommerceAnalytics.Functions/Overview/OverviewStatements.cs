using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Functions.Tables;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>The statement that builds the overview.</summary>
/// <param name="started">Records versions before they are written.</param>
public sealed class OverviewStatements(StartedVersions started) : IStatements
{
    /// <inheritdoc/>
    public string Kind => OverviewTable.QueryType;

    /// <summary>The statement that builds it.</summary>
    /// <param name="services">For these services.</param>
    public static Statement Of(IReadOnlyList<string> services) =>
        new(
            OverviewTable.QueryType,
            OverviewTable.QueryType,
            OverviewTable.QueryType,
            services.Count == 1 ? services[0] : $"{services.Count} services",
            Statement.Pack(services)
        );

    /// <inheritdoc/>
    public string Sql(SubmitInput input) => Plan(input).CtasSql;

    /// <inheritdoc/>
    public Task StartAsync(SubmitInput input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        return started.RecordAsync(input.Run, Plan(input), cancellationToken);
    }

    private static TablePlan Plan(SubmitInput input) =>
        input.Run.OverviewPlan(input.Statement.Unpack<IReadOnlyList<string>>(), input.Attempt);
}
