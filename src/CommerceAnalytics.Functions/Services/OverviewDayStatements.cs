using CommerceAnalytics.Audit;
using CommerceAnalytics.Functions.QueryQueue;

namespace CommerceAnalytics.Functions.Services;

/// <summary>The statements that read a service's days from the overview: they write nothing.</summary>
public sealed class OverviewDayStatements : IStatements
{
    private const string Days = "overview_days";

    /// <inheritdoc/>
    public string Kind => Days;

    /// <summary>The statement of a service.</summary>
    /// <param name="serviceName">Service.</param>
    /// <param name="nights">Nights of the overview's history to read; the run's own is then not read where it is live.</param>
    public static Statement Of(string serviceName, IReadOnlyList<DateOnly> nights) =>
        new(Days, serviceName, Days, serviceName, Statement.Pack(nights));

    /// <inheritdoc/>
    public string Sql(SubmitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var run = input.Run;
        return OverviewRows.Sql(
            run.Settings,
            input.Statement.Of,
            run.ExecutionDate,
            input.Statement.Unpack<IReadOnlyList<DateOnly>>()
        );
    }
}
