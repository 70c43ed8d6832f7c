using Amazon.Glue;
using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Failures;
using CommerceAnalytics.History;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Windows;
using Microsoft.Extensions.Options;
using Column = CommerceAnalytics.Summaries.Column;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The history tables in the Glue Data Catalog.</summary>
internal sealed class GlueHistoryCatalog(IAmazonGlue glue, IOptions<CommerceSettings> options) : IHistoryCatalog
{
    private readonly GluePartitions _partitions = new(glue, options.Value.Database);

    private CommerceSettings Settings => options.Value;

    public Task EnsureTableAsync(
        string queryType,
        IReadOnlyList<Column> columns,
        CancellationToken cancellationToken
    ) =>
        AwsCall.MakeAsync(
            $"Create table {Settings.Database}.{HistoryTable.Name(queryType)}",
            async () =>
            {
                var wanted = Table(queryType, columns);
                try
                {
                    await glue.CreateTableAsync(
                        new CreateTableRequest { DatabaseName = Settings.Database, TableInput = wanted },
                        cancellationToken
                    );
                }
                catch (AlreadyExistsException)
                {
                    await glue.UpdateTableAsync(
                        new UpdateTableRequest
                        {
                            DatabaseName = Settings.Database,
                            TableInput = wanted,
                            SkipArchive = true,
                        },
                        cancellationToken
                    );
                }

                return true;
            },
            cancellationToken
        );

    public async Task<IReadOnlyList<HistoryNight>> FindAsync(
        string queryType,
        IReadOnlyCollection<NightOfService> nights,
        CancellationToken cancellationToken
    )
    {
        var found = await _partitions.FindAsync(
            HistoryTable.Name(queryType),
            [.. nights.Select(night => Values(queryType, night))],
            cancellationToken
        );
        return Read(found);
    }

    public async Task<IReadOnlyList<HistoryNight>> ListAsync(
        string queryType,
        string serviceName,
        CancellationToken cancellationToken
    )
    {
        // A service's name holds no quotes.
        var own = $"{HistoryTable.ServiceKey} = '{serviceName}'";
        return Read(await _partitions.ListAsync(HistoryTable.Name(queryType), own, cancellationToken));
    }

    public Task ShowAsync(
        string queryType,
        IReadOnlyCollection<HistoryNight> nights,
        CancellationToken cancellationToken
    ) =>
        _partitions.WriteAsync(
            HistoryTable.Name(queryType),
            [.. nights.Select(night => Input(queryType, night))],
            cancellationToken
        );

    public Task RemoveAsync(
        string queryType,
        IReadOnlyCollection<NightOfService> nights,
        CancellationToken cancellationToken
    ) =>
        _partitions.RemoveAsync(
            HistoryTable.Name(queryType),
            [.. nights.Select(night => Values(queryType, night))],
            cancellationToken
        );

    private TableInput Table(string queryType, IReadOnlyList<Column> columns)
    {
        var publication = new Publication(
            Settings.Database,
            HistoryTable.Name(queryType),
            HistoryTable.Location(Settings, queryType),
            columns,
            new Dictionary<string, string>()
        );
        return GlueTables.Partitioned(publication, HistoryTable.KeysOf(queryType));
    }

    private static PartitionInput Input(string queryType, HistoryNight night) =>
        new()
        {
            Values = Values(queryType, night.Of),
            // What is said about columns stands with the table.
            StorageDescriptor = GlueTables.ParquetStorage(
                [.. night.Columns.Select(column => column with { Comment = null })],
                night.Location
            ),
            Parameters = new(night.Parameters),
        };

    private static List<string> Values(string queryType, NightOfService night)
    {
        var text = DayText.Of(night.Night);
        return HistoryTable.KeysOf(queryType).Count == 1 ? [text] : [night.ServiceName, text];
    }

    private static List<HistoryNight> Read(IEnumerable<Partition> partitions) =>
        [.. partitions.Select(Read).OfType<HistoryNight>()];

    /// <summary>Null for what the pipeline did not enter.</summary>
    private static HistoryNight? Read(Partition partition)
    {
        var (service, text) = partition.Values switch
        {
            [var own, var ofService] => (own, ofService),
            [var ofAll] => ("", ofAll),
            _ => ("", null),
        };
        if (DayText.Parse(text) is not { } night)
            return null;
        var location = partition.StorageDescriptor?.Location;
        return new(new(service, night), $"{location?.TrimEnd('/')}/") { Parameters = partition.Parameters ?? [] };
    }
}
