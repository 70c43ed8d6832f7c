using System.Text.Json;
using LocalAws.Catalog;
using LocalAws.Glue.Expressions;
using LocalAws.Glue.Models;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>GetPartition, GetPartitions, CreatePartition, UpdatePartition, DeletePartition.</summary>
internal sealed class PartitionOperations(ICatalog catalog, TimeProvider time)
{
    private const int LargestPage = 1000;
    private const int MostSegments = 10;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new("GetPartition", JsonOperation.Of<OneRequest>(Get)),
            new("GetPartitions", JsonOperation.Of<ListRequest>(List)),
            new("CreatePartition", JsonOperation.Of<CreateRequest>(Create)),
            new("UpdatePartition", JsonOperation.Of<UpdateRequest>(Update)),
            new("DeletePartition", JsonOperation.Of<OneRequest>(Delete)),
        ];

    public static string Identity(IReadOnlyList<string> values) => JsonSerializer.Serialize(values);

    private object Get(OneRequest request)
    {
        var table = TableOperations.Find(catalog, request.DatabaseName, request.TableName);
        var values = GlueErrors.Required(request.PartitionValues, "partitionValues");
        var found =
            catalog.FindPartition(table.Database, table.Name, values)
            ?? throw GlueErrors.NotFound("Cannot find partition.");
        return new { Partition = GlueMapping.ToGlue(table.Database, table.Name, found) };
    }

    private object List(ListRequest request)
    {
        var table = TableOperations.Find(catalog, request.DatabaseName, request.TableName);
        var matches = PartitionExpression.Read(request.Expression, table.PartitionKeys);
        var all = catalog.PartitionValues(table.Database, table.Name).OrderBy(Identity, StringComparer.Ordinal);
        var page = Paging<IReadOnlyList<string>>.Cut(
            Segment(all, request.Segment).Where(matches),
            Identity,
            GlueErrors.PageSize(request.MaxResults, LargestPage),
            request.NextToken,
            () => GlueErrors.Invalid("Invalid NextToken.")
        );
        var partitions = catalog
            .FindPartitions(table.Database, table.Name, page.Items)
            .OrderBy(partition => Identity(partition.Values), StringComparer.Ordinal);
        return new
        {
            Partitions = partitions.Select(p => GlueMapping.ToGlue(table.Database, table.Name, p)),
            page.NextToken,
        };
    }

    private object? Create(CreateRequest request)
    {
        return One(
            request.DatabaseName,
            request.TableName,
            batch =>
            {
                var partition = GlueMapping.ToCatalog(
                    GlueErrors.Required(request.PartitionInput, "partitionInput"),
                    time.GetUtcNow()
                );
                batch.Create(partition);
            }
        );
    }

    private object? Update(UpdateRequest request)
    {
        return One(
            request.DatabaseName,
            request.TableName,
            batch =>
            {
                var before = GlueErrors.Required(request.PartitionValueList, "partitionValueList");
                var input = GlueErrors.Required(request.PartitionInput, "partitionInput");
                batch.Update(
                    before,
                    GlueMapping.ToCatalog(input with { Values = input.Values ?? before }, time.GetUtcNow())
                );
            }
        );
    }

    private object? Delete(OneRequest request)
    {
        return One(
            request.DatabaseName,
            request.TableName,
            batch => batch.Remove(GlueErrors.Required(request.PartitionValues, "partitionValues"))
        );
    }

    // One alone is refused as a whole, where a batch tells of each.
    private object? One(string? database, string? table, Action<PartitionBatch> change)
    {
        var batch = PartitionBatch.Open(catalog, database, table);
        change(batch);
        batch.Commit();
        if (batch.Errors is [var (_, detail), ..])
            throw new Wire.AwsException(detail.ErrorCode, detail.ErrorMessage);
        return null;
    }

    private static IEnumerable<IReadOnlyList<string>> Segment(
        IEnumerable<IReadOnlyList<string>> values,
        SegmentShape? segment
    )
    {
        if (segment is null)
            return values;
        if (
            segment.TotalSegments is < 1 or > MostSegments
            || segment.SegmentNumber < 0
            || segment.SegmentNumber >= segment.TotalSegments
        )
            throw GlueErrors.Invalid(
                "The segment number must be from 0 and below the total number of segments, which is at most 10."
            );
        return values.Index().Where(p => p.Index % segment.TotalSegments == segment.SegmentNumber).Select(p => p.Item);
    }

    private sealed record OneRequest(string? DatabaseName, string? TableName, IReadOnlyList<string>? PartitionValues);

    private sealed record ListRequest(
        string? DatabaseName,
        string? TableName,
        string? Expression,
        string? NextToken,
        int? MaxResults,
        SegmentShape? Segment
    );

    private sealed record SegmentShape(int SegmentNumber, int TotalSegments);

    private sealed record CreateRequest(string? DatabaseName, string? TableName, GluePartition? PartitionInput);

    private sealed record UpdateRequest(
        string? DatabaseName,
        string? TableName,
        IReadOnlyList<string>? PartitionValueList,
        GluePartition? PartitionInput
    );
}
