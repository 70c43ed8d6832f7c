using Amazon.Glue;
using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Failures;
using CommerceAnalytics.Extracts;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Settings;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The extract in the Glue Data Catalog.</summary>
internal sealed class GlueExtractCatalog(IAmazonGlue glue, IOptions<CommerceSettings> options) : IExtractCatalog
{
    // Glue: at most 100 partitions in a BatchCreatePartition or BatchUpdatePartition.
    private const int MostWritten = 100;

    // And at most 25 in a BatchDeletePartition.
    private const int MostRemoved = 25;

    private CommerceSettings Settings => options.Value;

    public Task EnsureTableAsync(CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Create table {Settings.Database}.{ExtractTable.Name}",
            async () =>
            {
                var wanted = GlueTables.Partitioned(
                    new Publication(
                        Settings.Database,
                        ExtractTable.Name,
                        ExtractTable.Location(Settings),
                        ExtractTable.Columns,
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
            .. (await PartitionsAsync(ExtractTable.Name, cancellationToken))
                .Select(ExtractPartitions.Read)
                .OfType<ExtractedDay>(),
        ];

    public async Task<IReadOnlyList<WrittenPartition>> ListWrittenAsync(
        string stagingTable,
        CancellationToken cancellationToken
    ) => [.. (await PartitionsAsync(stagingTable, cancellationToken)).Select(ExtractPartitions.Written)];

    public Task PublishAsync(IReadOnlyList<ExtractedDay> days, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Publish {days.Count} partitions of {ExtractTable.Name}",
            async () =>
            {
                foreach (var batch in days.Chunk(MostWritten))
                    await UpsertAsync([.. batch.Select(ExtractPartitions.Input)], cancellationToken);
                return true;
            },
            cancellationToken
        );

    public Task RemoveAsync(IReadOnlyList<ExtractedDay> days, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Remove {days.Count} partitions of {ExtractTable.Name}",
            async () =>
            {
                foreach (var batch in days.Chunk(MostRemoved))
                    await RemoveBatchAsync(
                        [.. batch.Select(day => new PartitionValueList { Values = ExtractPartitions.Values(day) })],
                        cancellationToken
                    );
                return true;
            },
            cancellationToken
        );

    private async Task RemoveBatchAsync(List<PartitionValueList> partitions, CancellationToken cancellationToken)
    {
        var removed = await glue.BatchDeletePartitionAsync(
            new BatchDeletePartitionRequest
            {
                DatabaseName = Settings.Database,
                TableName = ExtractTable.Name,
                PartitionsToDelete = partitions,
            },
            cancellationToken
        );
        var refused = (removed.Errors ?? [])
            .Select(error => error.ErrorDetail)
            .Where(error => error?.ErrorCode != nameof(EntityNotFoundException));
        Refuse(refused);
    }

    private async Task UpsertAsync(List<PartitionInput> partitions, CancellationToken cancellationToken)
    {
        var created = await glue.BatchCreatePartitionAsync(
            new BatchCreatePartitionRequest
            {
                DatabaseName = Settings.Database,
                TableName = ExtractTable.Name,
                PartitionInputList = partitions,
            },
            cancellationToken
        );
        var there = (created.Errors ?? []).ToLookup(error =>
            error.ErrorDetail?.ErrorCode == nameof(AlreadyExistsException)
        );
        Refuse(there[false].Select(error => error.ErrorDetail));
        var old = there[true].Select(error => string.Join('/', error.PartitionValues)).ToHashSet();
        if (old.Count == 0)
            return;
        var entries = partitions
            .Where(partition => old.Contains(string.Join('/', partition.Values)))
            .Select(partition => new BatchUpdatePartitionRequestEntry
            {
                PartitionValueList = partition.Values,
                PartitionInput = partition,
            });
        var updated = await glue.BatchUpdatePartitionAsync(
            new BatchUpdatePartitionRequest
            {
                DatabaseName = Settings.Database,
                TableName = ExtractTable.Name,
                Entries = [.. entries],
            },
            cancellationToken
        );
        Refuse((updated.Errors ?? []).Select(error => error.ErrorDetail));
    }

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

    private Task<List<Partition>> PartitionsAsync(string table, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"List the partitions of {Settings.Database}.{table}",
            async () =>
            {
                var partitions = new List<Partition>();
                var request = new GetPartitionsRequest
                {
                    DatabaseName = Settings.Database,
                    TableName = table,
                    ExcludeColumnSchema = true,
                };
                try
                {
                    do
                    {
                        var page = await glue.GetPartitionsAsync(request, cancellationToken);
                        partitions.AddRange(page.Partitions ?? []);
                        request.NextToken = page.NextToken;
                    } while (!string.IsNullOrEmpty(request.NextToken));
                }
                catch (EntityNotFoundException)
                {
                    return [];
                }

                return partitions;
            },
            cancellationToken
        );

    private static void Refuse(IEnumerable<ErrorDetail> errors)
    {
        if (errors.FirstOrDefault() is { } error)
            throw new FailureException(
                AwsFailures.OfError(
                    $"Publish partitions of {ExtractTable.Name}",
                    new AwsError
                    {
                        Service = "Glue",
                        Code = error.ErrorCode,
                        Message = error.ErrorMessage ?? error.ErrorCode,
                    }
                )
            );
    }
}
