using LocalAws.Catalog;
using LocalAws.Glue.Models;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>
/// BatchCreatePartition, BatchGetPartition, BatchUpdatePartition, BatchDeletePartition: what can be done is done, the
/// rest is told.
/// </summary>
internal sealed class PartitionBatchOperations(ICatalog catalog, TimeProvider time)
{
    private const int MostCreated = 100;
    private const int MostRead = 1000;
    private const int MostUpdated = 100;
    private const int MostDeleted = 25;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new("BatchCreatePartition", JsonOperation.Of<CreateRequest>(Create)),
            new("BatchGetPartition", JsonOperation.Of<GetRequest>(Get)),
            new("BatchUpdatePartition", JsonOperation.Of<UpdateRequest>(Update)),
            new("BatchDeletePartition", JsonOperation.Of<DeleteRequest>(Delete)),
        ];

    private object Create(CreateRequest request)
    {
        var inputs = GlueErrors.AtMost(request.PartitionInputList, MostCreated, "partitionInputList");
        var batch = PartitionBatch.Open(catalog, request.DatabaseName, request.TableName);
        foreach (var input in inputs)
            batch.Create(GlueMapping.ToCatalog(GlueErrors.Required(input, "partitionInputList"), time.GetUtcNow()));
        batch.Commit();
        return new { Errors = batch.Errors.Select(e => new { PartitionValues = e.Values, ErrorDetail = e.Detail }) };
    }

    private object Get(GetRequest request)
    {
        var asked = GlueErrors.AtMost(request.PartitionsToGet, MostRead, "partitionsToGet").Select(Values).ToList();
        var table = TableOperations.Find(catalog, request.DatabaseName, request.TableName);
        var found = catalog.FindPartitions(table.Database, table.Name, asked);
        return new
        {
            Partitions = found.Select(p => GlueMapping.ToGlue(table.Database, table.Name, p)),
            UnprocessedKeys = Array.Empty<object>(),
        };
    }

    private object Update(UpdateRequest request)
    {
        var entries = GlueErrors.AtMost(request.Entries, MostUpdated, "entries");
        var batch = PartitionBatch.Open(catalog, request.DatabaseName, request.TableName);
        foreach (var entry in entries)
        {
            var before = GlueErrors.Required(entry?.PartitionValueList, "partitionValueList");
            var input = GlueErrors.Required(entry!.PartitionInput, "partitionInput");
            batch.Update(
                before,
                GlueMapping.ToCatalog(input with { Values = input.Values ?? before }, time.GetUtcNow())
            );
        }

        batch.Commit();
        return new { Errors = batch.Errors.Select(e => new { PartitionValueList = e.Values, ErrorDetail = e.Detail }) };
    }

    private object Delete(DeleteRequest request)
    {
        var doomed = GlueErrors
            .AtMost(request.PartitionsToDelete, MostDeleted, "partitionsToDelete")
            .Select(Values)
            .ToList();
        var batch = PartitionBatch.Open(catalog, request.DatabaseName, request.TableName);
        doomed.ForEach(batch.Remove);
        batch.Commit();
        return new { Errors = batch.Errors.Select(e => new { PartitionValues = e.Values, ErrorDetail = e.Detail }) };
    }

    private static IReadOnlyList<string> Values(PartitionValueList? list) =>
        GlueErrors.Required(list?.Values, "values");

    private sealed record CreateRequest(
        string? DatabaseName,
        string? TableName,
        IReadOnlyList<GluePartition?>? PartitionInputList
    );

    private sealed record GetRequest(
        string? DatabaseName,
        string? TableName,
        IReadOnlyList<PartitionValueList?>? PartitionsToGet
    );

    private sealed record UpdateRequest(string? DatabaseName, string? TableName, IReadOnlyList<UpdateEntry?>? Entries);

    private sealed record UpdateEntry(IReadOnlyList<string>? PartitionValueList, GluePartition? PartitionInput);

    private sealed record DeleteRequest(
        string? DatabaseName,
        string? TableName,
        IReadOnlyList<PartitionValueList?>? PartitionsToDelete
    );
}
