using Amazon.Glue;
using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The partitions of a database's tables in the Glue Data Catalog.</summary>
internal sealed class GluePartitions(IAmazonGlue glue, string database)
{
    // Glue: at most 100 partitions in a BatchCreatePartition or BatchUpdatePartition.
    private const int MostWritten = 100;

    // And at most 25 in a BatchDeletePartition.
    private const int MostRemoved = 25;

    // At most 1,000 in a BatchGetPartition.
    private const int MostRead = 1000;

    /// <summary>None where there is no such table.</summary>
    /// <param name="expression">A condition of Glue's on the partition columns; null for all.</param>
    public Task<List<Partition>> ListAsync(string table, string? expression, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"List the partitions of {database}.{table}",
            async () =>
            {
                var partitions = new List<Partition>();
                var request = new GetPartitionsRequest
                {
                    DatabaseName = database,
                    TableName = table,
                    Expression = expression,
                    ExcludeColumnSchema = true,
                    MaxResults = MostRead,
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

    /// <summary>Those of some that are there; none where there is no such table.</summary>
    public Task<List<Partition>> FindAsync(
        string table,
        List<List<string>> values,
        CancellationToken cancellationToken
    ) =>
        AwsCall.MakeAsync(
            $"Read {values.Count} partitions of {table}",
            async () =>
            {
                var found = new List<Partition>();
                try
                {
                    foreach (var batch in values.Chunk(MostRead))
                        await ReadBatchAsync(table, batch, found, cancellationToken);
                }
                catch (EntityNotFoundException)
                {
                    return [];
                }

                return found;
            },
            cancellationToken
        );

    /// <summary>Creates those that are not there yet, and updates the others.</summary>
    public Task WriteAsync(string table, List<PartitionInput> partitions, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Publish {partitions.Count} partitions of {table}",
            async () =>
            {
                foreach (var batch in partitions.Chunk(MostWritten))
                    await WriteBatchAsync(table, [.. batch], cancellationToken);
                return true;
            },
            cancellationToken
        );

    /// <summary>One that is not there is as good as removed, and so are those of a table that is not.</summary>
    public Task RemoveAsync(string table, List<List<string>> values, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Remove {values.Count} partitions of {table}",
            async () =>
            {
                try
                {
                    foreach (var batch in values.Chunk(MostRemoved))
                        await RemoveBatchAsync(table, batch, cancellationToken);
                }
                catch (EntityNotFoundException)
                {
                    return false;
                }

                return true;
            },
            cancellationToken
        );

    /// <summary>Glue may leave some of them to another call.</summary>
    private async Task ReadBatchAsync(
        string table,
        IEnumerable<List<string>> values,
        List<Partition> found,
        CancellationToken cancellationToken
    )
    {
        List<PartitionValueList> left = [.. values.Select(some => new PartitionValueList { Values = some })];
        while (left.Count > 0)
        {
            var request = new BatchGetPartitionRequest
            {
                DatabaseName = database,
                TableName = table,
                PartitionsToGet = left,
            };
            var answer = await glue.BatchGetPartitionAsync(request, cancellationToken);
            found.AddRange(answer.Partitions ?? []);
            var rest = answer.UnprocessedKeys ?? [];
            if (rest.Count == left.Count)
                throw NothingRead(table, rest.Count);
            left = rest;
        }
    }

    private static FailureException NothingRead(string table, int keys) =>
        new(
            AwsFailures.For(
                $"Read partitions of {table}",
                Causes.TooManyRequests,
                $"Glue left all {keys} of them to another call"
            )
        );

    private async Task RemoveBatchAsync(string table, List<string>[] values, CancellationToken cancellationToken)
    {
        var removed = await glue.BatchDeletePartitionAsync(
            new BatchDeletePartitionRequest
            {
                DatabaseName = database,
                TableName = table,
                PartitionsToDelete = [.. values.Select(some => new PartitionValueList { Values = some })],
            },
            cancellationToken
        );
        var refused = (removed.Errors ?? [])
            .Select(error => error.ErrorDetail)
            .Where(error => error?.ErrorCode != nameof(EntityNotFoundException));
        Refuse(table, refused);
    }

    private async Task WriteBatchAsync(
        string table,
        List<PartitionInput> partitions,
        CancellationToken cancellationToken
    )
    {
        var created = await glue.BatchCreatePartitionAsync(
            new BatchCreatePartitionRequest
            {
                DatabaseName = database,
                TableName = table,
                PartitionInputList = partitions,
            },
            cancellationToken
        );
        var there = (created.Errors ?? []).ToLookup(error =>
            error.ErrorDetail?.ErrorCode == nameof(AlreadyExistsException)
        );
        Refuse(table, there[false].Select(error => error.ErrorDetail));
        var old = there[true].Select(error => string.Join('/', error.PartitionValues)).ToHashSet();
        if (old.Count > 0)
            await UpdateAsync(table, partitions.FindAll(IsOld), cancellationToken);

        bool IsOld(PartitionInput partition) => old.Contains(string.Join('/', partition.Values));
    }

    private async Task UpdateAsync(string table, List<PartitionInput> partitions, CancellationToken cancellationToken)
    {
        var entries = partitions.ConvertAll(partition => new BatchUpdatePartitionRequestEntry
        {
            PartitionValueList = partition.Values,
            PartitionInput = partition,
        });
        var updated = await glue.BatchUpdatePartitionAsync(
            new BatchUpdatePartitionRequest
            {
                DatabaseName = database,
                TableName = table,
                Entries = entries,
            },
            cancellationToken
        );
        Refuse(table, (updated.Errors ?? []).Select(error => error.ErrorDetail));
    }

    private static void Refuse(string table, IEnumerable<ErrorDetail> errors)
    {
        if (errors.FirstOrDefault() is not { } error)
            return;
        var refused = new AwsError
        {
            Service = "Glue",
            Code = error.ErrorCode,
            Message = error.ErrorMessage ?? error.ErrorCode,
        };
        throw new FailureException(AwsFailures.OfError($"Change partitions of {table}", refused));
    }
}
