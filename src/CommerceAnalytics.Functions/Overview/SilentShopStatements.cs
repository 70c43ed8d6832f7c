using CommerceAnalytics.Functions.QueryQueue;
using CommerceAnalytics.Overview;

namespace CommerceAnalytics.Functions.Overview;

/// <summary>The statement that looks for silent shops in the published overview: it writes nothing.</summary>
public sealed class SilentShopStatements : IStatements
{
    private const string Silent = "silent_shops";

    /// <inheritdoc/>
    public string Kind => Silent;

    /// <summary>The statement.</summary>
    public static Statement Of() => new(Silent, Silent, Silent, OverviewTable.Name);

    /// <inheritdoc/>
    public string Sql(SubmitInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return SilentShops.Sql(input.Run.Settings);
    }
}
