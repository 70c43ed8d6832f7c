using CommerceAnalytics.Figures;
using CommerceAnalytics.Functions.QueryQueue;

namespace CommerceAnalytics.Functions.Services;

/// <summary>The statements that read the figures of a service's published tables: they write nothing.</summary>
public sealed class FigureStatements : IStatements
{
    private const string Figures = "table_figures";

    /// <inheritdoc/>
    public string Kind => Figures;

    /// <summary>The statement that reads figures.</summary>
    /// <param name="serviceName">Service.</param>
    /// <param name="queryTypes">Query types of its published tables.</param>
    public static Statement Of(string serviceName, IReadOnlyList<string> queryTypes) =>
        new(Figures, serviceName, Figures, serviceName, Statement.Pack(queryTypes));

    /// <inheritdoc/>
    public string Sql(SubmitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var (run, statement) = (input.Run, input.Statement);
        var queryTypes = statement.Unpack<IReadOnlyList<string>>();
        return TableFigures.Sql(run.Settings, statement.Of, queryTypes, run.ExecutionDate);
    }
}
