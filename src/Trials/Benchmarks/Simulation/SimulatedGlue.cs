using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Amazon.Glue;
using Amazon.Glue.Model;
using Amazon.Runtime;

namespace CommerceAnalytics.Trials.Benchmarks.Simulation;

/// <summary>One database of a Glue Data Catalog in memory, with the documented events table.</summary>
internal sealed class SimulatedGlue(ApiCalls calls)
    : AmazonGlueClient(
        new AnonymousAWSCredentials(),
        new AmazonGlueConfig { ServiceURL = "http://127.0.0.1:9", AuthenticationRegion = "ap-northeast-2" }
    )
{
    private readonly ConcurrentDictionary<string, Table> _tables = new() { ["logall"] = EventsTable() };
    private readonly ConcurrentDictionary<(string Table, string Values), PartitionInput> _partitions = [];

    /// <summary>The table that a statement creates.</summary>
    public void Put(SimulatedStatement statement) =>
        _tables.TryAdd(
            statement.Table!,
            new Table
            {
                Name = statement.Table,
                StorageDescriptor = new StorageDescriptor
                {
                    Location = statement.Location,
                    Columns = [.. statement.Columns.Select(column => Of(column.Name, column.Type))],
                },
            }
        );

    public override Task<GetDatabaseResponse> GetDatabaseAsync(
        GetDatabaseRequest request,
        CancellationToken cancellationToken = default
    ) => Answer("GetDatabase", () => new GetDatabaseResponse { Database = new Database { Name = request.Name } });

    public override Task<GetTableResponse> GetTableAsync(
        GetTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "GetTable",
            () => new GetTableResponse { Table = _tables.GetValueOrDefault(request.Name) ?? throw Missing() }
        );

    public override Task<GetTablesResponse> GetTablesAsync(
        GetTablesRequest request,
        CancellationToken cancellationToken = default
    ) => Answer("GetTables", () => Page(request));

    public override Task<CreateTableResponse> CreateTableAsync(
        CreateTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "CreateTable",
            () =>
                _tables.TryAdd(request.TableInput.Name, Of(request.TableInput, "0"))
                    ? new CreateTableResponse()
                    : throw new AlreadyExistsException("Table already exists.")
        );

    public override Task<UpdateTableResponse> UpdateTableAsync(
        UpdateTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "UpdateTable",
            () =>
                !_tables.TryGetValue(request.TableInput.Name, out var old) ? throw Missing()
                : request.VersionId == old.VersionId
                && _tables.TryUpdate(
                    request.TableInput.Name,
                    Of(request.TableInput, $"{int.Parse(old.VersionId) + 1}"),
                    old
                )
                    ? new UpdateTableResponse()
                : throw new ConcurrentModificationException("Update table failed due to concurrent modifications.")
        );

    public override Task<BatchDeleteTableResponse> BatchDeleteTableAsync(
        BatchDeleteTableRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "BatchDeleteTable",
            () =>
                new BatchDeleteTableResponse
                {
                    Errors =
                    [
                        .. request
                            .TablesToDelete.Where(name => !_tables.TryRemove(name, out _))
                            .Select(name => new TableError
                            {
                                TableName = name,
                                ErrorDetail = new ErrorDetail { ErrorCode = nameof(EntityNotFoundException) },
                            }),
                    ],
                }
        );

    public override Task<GetPartitionsResponse> GetPartitionsAsync(
        GetPartitionsRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "GetPartitions",
            () =>
                new GetPartitionsResponse
                {
                    Partitions =
                    [
                        .. _partitions
                            .Where(partition => partition.Key.Table == request.TableName)
                            .Select(partition => Of(partition.Value)),
                    ],
                }
        );

    public override Task<BatchGetPartitionResponse> BatchGetPartitionAsync(
        BatchGetPartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "BatchGetPartition",
            () =>
                new BatchGetPartitionResponse
                {
                    Partitions =
                    [
                        .. request
                            .PartitionsToGet.Select(asked =>
                                _partitions.GetValueOrDefault((request.TableName, Key(asked.Values)))
                            )
                            .OfType<PartitionInput>()
                            .Select(Of),
                    ],
                }
        );

    public override Task<BatchDeletePartitionResponse> BatchDeletePartitionAsync(
        BatchDeletePartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "BatchDeletePartition",
            () =>
            {
                foreach (var gone in request.PartitionsToDelete)
                    _partitions.TryRemove((request.TableName, Key(gone.Values)), out _);
                return new BatchDeletePartitionResponse();
            }
        );

    public override Task<BatchCreatePartitionResponse> BatchCreatePartitionAsync(
        BatchCreatePartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "BatchCreatePartition",
            () =>
                new BatchCreatePartitionResponse
                {
                    Errors =
                    [
                        .. request
                            .PartitionInputList.Where(input =>
                                !_partitions.TryAdd((request.TableName, Key(input.Values)), input)
                            )
                            .Select(input => new PartitionError
                            {
                                PartitionValues = input.Values,
                                ErrorDetail = new ErrorDetail { ErrorCode = nameof(AlreadyExistsException) },
                            }),
                    ],
                }
        );

    public override Task<BatchUpdatePartitionResponse> BatchUpdatePartitionAsync(
        BatchUpdatePartitionRequest request,
        CancellationToken cancellationToken = default
    ) =>
        Answer(
            "BatchUpdatePartition",
            () =>
            {
                foreach (var entry in request.Entries)
                    _partitions[(request.TableName, Key(entry.PartitionValueList))] = entry.PartitionInput;
                return new BatchUpdatePartitionResponse();
            }
        );

    private GetTablesResponse Page(GetTablesRequest request)
    {
        const int most = 100;
        var from = int.Parse(request.NextToken ?? "0");
        var found = _tables
            .Values.Where(table => Regex.IsMatch(table.Name, $"^(?:{request.Expression ?? ".*"})$"))
            .OrderBy(table => table.Name, StringComparer.Ordinal)
            .ToList();
        return new()
        {
            TableList = [.. found.Skip(from).Take(most)],
            NextToken = found.Count > from + most ? $"{from + most}" : null,
        };
    }

    private Task<T> Answer<T>(string operation, Func<T> answer)
    {
        calls.Count("Glue", operation);
        try
        {
            return Task.FromResult(answer());
        }
        catch (AmazonGlueException e)
        {
            return Task.FromException<T>(e);
        }
    }

    private static string Key(IEnumerable<string> values) => string.Join('/', values);

    private static EntityNotFoundException Missing() =>
        new("Entity Not Found") { ErrorCode = nameof(EntityNotFoundException) };

    private static Table Of(TableInput input, string versionId) =>
        new()
        {
            Name = input.Name,
            VersionId = versionId,
            StorageDescriptor = input.StorageDescriptor,
            PartitionKeys = input.PartitionKeys,
            Parameters = input.Parameters,
        };

    private static Partition Of(PartitionInput input) =>
        new()
        {
            Values = input.Values,
            Parameters = input.Parameters,
            StorageDescriptor = input.StorageDescriptor,
        };

    private static Column Of(string name, string type) => new() { Name = name, Type = type };

    private static Table EventsTable() =>
        new()
        {
            Name = "logall",
            StorageDescriptor = new StorageDescriptor
            {
                Location = "s3://commerce-logs/logall/",
                Columns = [Of("timestamp", "timestamp"), Of("body", "string"), Of("attributes", "map<string,string>")],
            },
            PartitionKeys = [Of("year", "string"), Of("month", "string"), Of("day", "string"), Of("hour", "string")],
        };
}
