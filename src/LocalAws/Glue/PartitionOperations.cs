using System.Text.Json;
using LocalAws.Catalog;
using LocalAws.Glue.Models;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>GetPartition, GetPartitions, BatchCreatePartition, BatchUpdatePartition, BatchDeletePartition.</summary>
internal sealed class PartitionOperations(ICatalog catalog, TimeProvider time)
{
    private const int LargestPage = 1000;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
    [
        new("GetPartition", JsonOperation.Of<OneRequest>(Get)),
        new("GetPartitions", JsonOperation.Of<ListRequest>(List)),
        new("BatchCreatePartition", JsonOperation.Of<CreateRequest>(BatchCreate)),
        new("BatchUpdatePartition", JsonOperation.Of<UpdateRequest>(BatchUpdate)),
        new("BatchDeletePartition", JsonOperation.Of<DeleteRequest>(BatchDelete)),
    ];

    private object Get(OneRequest request)
    {
        var table = TableOperations.Find(catalog, request.DatabaseName, request.TableName);
        var identity = Identity(GlueErrors.Required(request.PartitionValues, "partitionValues"));
        var found = catalog.Partitions(table.Database, table.Name).FirstOrDefault(p => Identity(p.Values) == identity)
            ?? throw GlueErrors.NotFound("Cannot find partition.");
        return new { Partition = GlueMapping.ToGlue(table.Database, table.Name, found) };
    }

    private object List(ListRequest request)
    {
        if (!string.IsNullOrWhiteSpace(request.Expression))
            throw GlueErrors.Invalid("LocalAws does not filter partitions by an expression; leave it out and filter the answer.");
        var table = TableOperations.Find(catalog, request.DatabaseName, request.TableName);
        var page = Paging<CatalogPartition>.Cut(
            catalog.Partitions(table.Database, table.Name).OrderBy(p => Identity(p.Values), StringComparer.Ordinal),
            p => Identity(p.Values),
            Math.Clamp(request.MaxResults ?? LargestPage, 1, LargestPage),
            request.NextToken,
            () => GlueErrors.Invalid("Invalid NextToken."));
        return new { Partitions = page.Items.Select(p => GlueMapping.ToGlue(table.Database, table.Name, p)), page.NextToken };
    }

    private object BatchCreate(CreateRequest request)
    {
        var batch = PartitionBatch.Open(catalog, request.DatabaseName, request.TableName);
        foreach (var input in GlueErrors.Required(request.PartitionInputList, "partitionInputList"))
        {
            var partition = GlueMapping.ToCatalog(input, time.GetUtcNow());
            if (batch.Refuses(partition.Values))
                continue;
            if (batch.Has(partition.Values))
                batch.Refuse(partition.Values, "AlreadyExistsException", "Partition already exists.");
            else
                batch.Put(partition);
        }

        batch.Commit();
        return new { Errors = batch.Errors.Select(e => new { PartitionValues = e.Values, ErrorDetail = e.Detail }) };
    }

    private object BatchUpdate(UpdateRequest request)
    {
        var batch = PartitionBatch.Open(catalog, request.DatabaseName, request.TableName);
        foreach (var entry in GlueErrors.Required(request.Entries, "entries"))
        {
            var before = GlueErrors.Required(entry.PartitionValueList, "partitionValueList");
            var input = GlueErrors.Required(entry.PartitionInput, "partitionInput");
            if (!batch.Has(before))
            {
                batch.Refuse(before, "EntityNotFoundException", "Partition not found.");
                continue;
            }

            batch.Delete(before);
            batch.Put(GlueMapping.ToCatalog(input with { Values = input.Values ?? before }, time.GetUtcNow()));
        }

        batch.Commit();
        return new { Errors = batch.Errors.Select(e => new { PartitionValueList = e.Values, ErrorDetail = e.Detail }) };
    }

    private object BatchDelete(DeleteRequest request)
    {
        var batch = PartitionBatch.Open(catalog, request.DatabaseName, request.TableName);
        foreach (var values in GlueErrors.Required(request.PartitionsToDelete, "partitionsToDelete").Select(p => GlueErrors.Required(p.Values, "values")))
        {
            if (batch.Has(values))
                batch.Delete(values);
            else
                batch.Refuse(values, "EntityNotFoundException", "Partition not found.");
        }

        batch.Commit();
        return new { Errors = batch.Errors.Select(e => new { PartitionValues = e.Values, ErrorDetail = e.Detail }) };
    }

    private static string Identity(IReadOnlyList<string> values) => JsonSerializer.Serialize(values);

    private sealed record OneRequest(string? DatabaseName, string? TableName, IReadOnlyList<string>? PartitionValues);

    private sealed record ListRequest(string? DatabaseName, string? TableName, string? Expression, string? NextToken, int? MaxResults);

    private sealed record CreateRequest(string? DatabaseName, string? TableName, IReadOnlyList<GluePartition>? PartitionInputList);

    private sealed record UpdateRequest(string? DatabaseName, string? TableName, IReadOnlyList<UpdateEntry>? Entries);

    private sealed record UpdateEntry(IReadOnlyList<string>? PartitionValueList, GluePartition? PartitionInput);

    private sealed record DeleteRequest(string? DatabaseName, string? TableName, IReadOnlyList<PartitionValueList>? PartitionsToDelete);
}
