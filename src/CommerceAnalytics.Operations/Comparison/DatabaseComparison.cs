using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Monitoring;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Operations.Comparison;

/// <summary>
/// Compares the summary tables of two databases: the old pipeline's and this one's, or those of two versions.
/// </summary>
/// <param name="catalog">Columns.</param>
/// <param name="queries">Rows.</param>
public sealed class DatabaseComparison(ITableCatalog catalog, ShortQueries queries)
{
    private const int Samples = 3;

    /// <summary>Compares a service's seven tables.</summary>
    /// <param name="left">Database.</param>
    /// <param name="right">Database.</param>
    /// <param name="serviceName">Service.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async IAsyncEnumerable<ComparedTable> CompareAsync(
        string left,
        string right,
        string serviceName,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var summary in SummaryCatalog.All)
        {
            var table = SummaryNames.Table(serviceName, summary.QueryType);
            var (a, b) = (
                await catalog.FindAsync(left, table, cancellationToken),
                await catalog.FindAsync(right, table, cancellationToken)
            );
            yield return a is null || b is null
                ? new ComparedTable(summary.QueryType, table) { IsMissingLeft = a is null, IsMissingRight = b is null }
                : await CompareAsync(new(summary.QueryType, table), left, right, a, b, cancellationToken);
        }
    }

    private async Task<ComparedTable> CompareAsync(
        ComparedTable compared,
        string left,
        string right,
        CatalogTable a,
        CatalogTable b,
        CancellationToken cancellationToken
    )
    {
        var shared = SharedColumn.Of(a.Columns, b.Columns);
        compared = compared with
        {
            OnlyLeftColumns = Lacking(a, b),
            OnlyRightColumns = Lacking(b, a),
            Columns = [.. shared.Select(column => column.Name)],
        };
        if (shared.Count == 0)
            return compared;
        var counts = (
            await queries.SelectAsync(
                ComparisonSql.Counts(left, right, compared.Table, shared),
                left,
                cancellationToken
            )
        ).ToDictionary(row => row[0]!, row => long.Parse(row[1]!));
        compared = compared with
        {
            LeftRows = counts["left"],
            RightRows = counts["right"],
            OnlyLeft = counts["only_left"],
            OnlyRight = counts["only_right"],
        };
        return compared with
        {
            LeftSamples =
                compared.OnlyLeft == 0
                    ? []
                    : await queries.SelectAsync(
                        ComparisonSql.Samples(left, right, compared.Table, shared, Samples),
                        left,
                        cancellationToken
                    ),
            RightSamples =
                compared.OnlyRight == 0
                    ? []
                    : await queries.SelectAsync(
                        ComparisonSql.Samples(right, left, compared.Table, shared, Samples),
                        left,
                        cancellationToken
                    ),
        };
    }

    private static IReadOnlyList<string> Lacking(CatalogTable has, CatalogTable lacks) =>
        [
            .. has
                .Columns.Select(column => column.Name)
                .Except(lacks.Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase),
        ];
}

/// <summary>One table of two databases.</summary>
/// <param name="QueryType">Query type.</param>
/// <param name="Table">Table.</param>
public sealed record ComparedTable(string QueryType, string Table)
{
    /// <summary>Whether the left database lacks it.</summary>
    public bool IsMissingLeft { get; init; }

    /// <summary>Whether the right database lacks it.</summary>
    public bool IsMissingRight { get; init; }

    /// <summary>Columns that were compared.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Columns that the left alone has.</summary>
    public IReadOnlyList<string> OnlyLeftColumns { get; init; } = [];

    /// <summary>Columns that the right alone has.</summary>
    public IReadOnlyList<string> OnlyRightColumns { get; init; } = [];

    /// <summary>Rows of the left.</summary>
    public long LeftRows { get; init; }

    /// <summary>Rows of the right.</summary>
    public long RightRows { get; init; }

    /// <summary>Different rows of the left that the right lacks.</summary>
    public long OnlyLeft { get; init; }

    /// <summary>Different rows of the right that the left lacks.</summary>
    public long OnlyRight { get; init; }

    /// <summary>Some of <see cref="OnlyLeft"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> LeftSamples { get; init; } = [];

    /// <summary>Some of <see cref="OnlyRight"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string?>> RightSamples { get; init; } = [];

    /// <summary>Whether both have it with the same columns and rows.</summary>
    public bool IsSame =>
        !IsMissingLeft
        && !IsMissingRight
        && OnlyLeftColumns.Count == 0
        && OnlyRightColumns.Count == 0
        && LeftRows == RightRows
        && OnlyLeft == 0
        && OnlyRight == 0;
}
