using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Glue;
using CommerceAnalytics.Monitoring;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Operations.Comparison;

/// <summary>
/// Compares the summary tables of two databases: the old pipeline's and this one's, or those of two versions.
/// </summary>
/// <param name="catalog">Columns.</param>
/// <param name="queries">Rows.</param>
/// <param name="settings">Which summaries there are.</param>
public sealed class DatabaseComparison(ITableCatalog catalog, ShortQueries queries, IOptions<CommerceSettings> settings)
{
    private const int Samples = 3;

    /// <summary>Compares a service's tables.</summary>
    /// <param name="left">Database.</param>
    /// <param name="right">Database.</param>
    public async IAsyncEnumerable<ComparedTable> CompareAsync(
        string left,
        string right,
        string serviceName,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        foreach (var summary in SummarySet.Of(settings.Value).All)
        {
            var table = SummaryNames.Table(serviceName, summary.QueryType);
            var (a, b) = (
                await catalog.FindAsync(left, table, cancellationToken),
                await catalog.FindAsync(right, table, cancellationToken)
            );
            var compared = new ComparedTable(summary.QueryType, table) { Meant = DeliberateDifferences.Of(summary) };
            yield return a is null || b is null
                ? compared with
                {
                    IsMissingLeft = a is null,
                    IsMissingRight = b is null,
                }
                : await CompareAsync(compared, left, right, a, b, cancellationToken);
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
        var sql = ComparisonSql.Counts(left, right, compared.Table, shared);
        var rows = await queries.SelectAsync(sql, left, cancellationToken);
        var counts = rows.ToDictionary(row => row[0]!, row => long.Parse(row[1]!));
        compared = compared with
        {
            LeftRows = counts["left"],
            RightRows = counts["right"],
            OnlyLeft = counts["only_left"],
            OnlyRight = counts["only_right"],
        };
        return compared with
        {
            LeftSamples = compared.OnlyLeft == 0 ? [] : await SamplesAsync(left, right),
            RightSamples = compared.OnlyRight == 0 ? [] : await SamplesAsync(right, left),
        };

        Task<IReadOnlyList<IReadOnlyList<string?>>> SamplesAsync(string has, string lacks)
        {
            var samples = ComparisonSql.Samples(has, lacks, compared.Table, shared, Samples);
            return queries.SelectAsync(samples, left, cancellationToken);
        }
    }

    private static IReadOnlyList<string> Lacking(CatalogTable has, CatalogTable lacks) =>
        [
            .. has
                .Columns.Select(column => column.Name)
                .Except(lacks.Columns.Select(column => column.Name), StringComparer.OrdinalIgnoreCase),
        ];
}
