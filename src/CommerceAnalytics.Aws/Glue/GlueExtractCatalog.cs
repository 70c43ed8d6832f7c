using Amazon.Glue;
using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Failures;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;
using Column = CommerceAnalytics.Summaries.Column;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The extract in the Glue Data Catalog.</summary>
internal sealed class GlueExtractCatalog(IAmazonGlue glue, IOptions<CommerceSettings> options) : IExtractCatalog
{
    private readonly GluePartitions _partitions = new(glue, options.Value.Database);

    private CommerceSettings Settings => options.Value;

    public Task EnsureTableAsync(IReadOnlyList<Column> columns, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Create table {Settings.Database}.{ExtractTable.Name}",
            async () =>
            {
                var wanted = GlueTables.Partitioned(
                    new Publication(
                        Settings.Database,
                        ExtractTable.Name,
                        ExtractTable.Location(Settings),
                        columns,
                        new Dictionary<string, string>()
                    ),
                    ExtractTable.PartitionKeys
                );
                try
                {
                    await glue.CreateTableAsync(
                        new CreateTableRequest { DatabaseName = Settings.Database, TableInput = wanted },
                        cancellationToken
                    );
                }
                catch (AlreadyExistsException)
                {
                    await CorrectAsync(wanted, cancellationToken);
                }

                return true;
            },
            cancellationToken
        );

    public async Task<IReadOnlyList<ExtractedDay>> ListAsync(CancellationToken cancellationToken) =>
        [
            .. (await _partitions.ListAsync(ExtractTable.Name, null, cancellationToken))
                .Select(ExtractPartitions.Read)
                .OfType<ExtractedDay>(),
        ];

    public async Task<IReadOnlyList<WrittenPartition>> ListWrittenAsync(
        string stagingTable,
        CancellationToken cancellationToken
    ) => [.. (await _partitions.ListAsync(stagingTable, null, cancellationToken)).Select(ExtractPartitions.Written)];

    public Task PublishAsync(
        IReadOnlyList<ExtractedDay> days,
        IReadOnlyList<Column> columns,
        CancellationToken cancellationToken
    ) =>
        _partitions.WriteAsync(
            ExtractTable.Name,
            [.. days.Select(day => ExtractPartitions.Input(day, columns))],
            cancellationToken
        );

    public Task RemoveAsync(IReadOnlyList<ExtractedDay> days, CancellationToken cancellationToken) =>
        _partitions.RemoveAsync(ExtractTable.Name, [.. days.Select(ExtractPartitions.Values)], cancellationToken);

    /// <summary>An earlier version of this program may have made the table with other columns.</summary>
    private async Task CorrectAsync(TableInput wanted, CancellationToken cancellationToken)
    {
        var there = await glue.GetTableAsync(
            new GetTableRequest { DatabaseName = Settings.Database, Name = ExtractTable.Name },
            cancellationToken
        );
        var columns = there.Table.StorageDescriptor?.Columns ?? [];
        if (
            !columns
                .Select(column => (column.Name, column.Type))
                .SequenceEqual(wanted.StorageDescriptor.Columns.Select(column => (column.Name, column.Type)))
        )
            await glue.UpdateTableAsync(Update(wanted, there.Table.VersionId), cancellationToken);
    }

    private UpdateTableRequest Update(TableInput wanted, string readAt) =>
        new()
        {
            DatabaseName = Settings.Database,
            TableInput = wanted,
            SkipArchive = true,
            VersionId = readAt,
        };
}
