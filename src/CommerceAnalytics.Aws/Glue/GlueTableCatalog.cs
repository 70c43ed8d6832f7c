using Amazon.Glue;
using Amazon.Glue.Model;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>The Glue Data Catalog of the role's own account.</summary>
internal sealed class GlueTableCatalog(IAmazonGlue glue) : ITableCatalog
{
    /// <summary>Glue: at most 100 tables in one BatchDeleteTable.</summary>
    private const int MaxBatch = 100;

    /// <summary>Glue: at most 1,000 partitions a page.</summary>
    private const int MaxPartitions = 1000;

    private readonly KnownTables _known = new();

    public Task<bool> DatabaseExistsAsync(string database, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Look for database {database}",
            async () =>
                await OrNullAsync(() =>
                    glue.GetDatabaseAsync(new GetDatabaseRequest { Name = database }, cancellationToken)
                )
                    is not null,
            cancellationToken
        );

    public Task<CatalogTable?> FindAsync(string database, string table, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Read table {database}.{table}",
            async () =>
            {
                var request = new GetTableRequest { DatabaseName = database, Name = table };
                return await OrNullAsync(() => glue.GetTableAsync(request, cancellationToken)) is { } found
                    ? GlueTables.Read(database, found.Table)
                    : null;
            },
            cancellationToken
        );

    public async Task<CatalogTable?> LastSeenAsync(
        string database,
        string table,
        CancellationToken cancellationToken
    ) => _known.TryFind(database, table, out var known) ? known : await FindAsync(database, table, cancellationToken);

    public Task<IReadOnlyList<CatalogTable>> ListAsync(
        string database,
        string namePattern,
        CancellationToken cancellationToken
    ) =>
        AwsCall.MakeAsync(
            $"List the tables {namePattern} of database {database}",
            async () =>
            {
                var request = new GetTablesRequest { DatabaseName = database, Expression = namePattern };
                var tables = new List<CatalogTable>();
                do
                {
                    var page = await glue.GetTablesAsync(request, cancellationToken);
                    tables.AddRange((page.TableList ?? []).Select(table => GlueTables.Read(database, table)));
                    request.NextToken = page.NextToken;
                } while (!string.IsNullOrEmpty(request.NextToken));
                _known.Keep(database, namePattern, tables);
                return (IReadOnlyList<CatalogTable>)tables;
            },
            cancellationToken
        );

    public Task<IReadOnlyList<IReadOnlyList<string>>> ListPartitionsAsync(
        string database,
        string table,
        CancellationToken cancellationToken
    ) =>
        AwsCall.MakeAsync(
            $"List the partitions of {database}.{table}",
            async () =>
            {
                var request = new GetPartitionsRequest
                {
                    DatabaseName = database,
                    TableName = table,
                    ExcludeColumnSchema = true,
                    MaxResults = MaxPartitions,
                };
                var partitions = new List<IReadOnlyList<string>>();
                do
                {
                    var page = await OrNullAsync(() => glue.GetPartitionsAsync(request, cancellationToken));
                    partitions.AddRange((page?.Partitions ?? []).Select(partition => partition.Values ?? []));
                    request.NextToken = page?.NextToken;
                } while (!string.IsNullOrEmpty(request.NextToken));
                return (IReadOnlyList<IReadOnlyList<string>>)partitions;
            },
            cancellationToken
        );

    public Task PublishAsync(Publication publication, CatalogTable? over, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Publish {publication.Database}.{publication.Table} at {publication.Location}",
            async () =>
            {
                // Whatever comes of it: what was seen is not what stands any more.
                _known.Forget(publication.Database, publication.Table);
                var input = GlueTables.Parquet(publication);
                var isDone = over is null
                    ? await TryCreateAsync(publication.Database, input, cancellationToken)
                    : await TryUpdateAsync(publication.Database, input, over, cancellationToken);
                return isDone
                    ? true
                    : throw new FailureException(
                        AwsFailures.For(
                            $"Publish {publication.Table}",
                            Causes.CatalogBusy,
                            over is null ? "the table was created meanwhile" : "the table was removed meanwhile"
                        )
                    );
            },
            cancellationToken
        );

    public Task EnsureJsonTableAsync(Publication table, CancellationToken cancellationToken) =>
        AwsCall.MakeAsync(
            $"Create table {table.Database}.{table.Table} at {table.Location}",
            async () =>
            {
                var wanted = GlueTables.JsonLines(table);
                return await TryCreateAsync(table.Database, wanted, cancellationToken)
                    || await CorrectAsync(table.Database, wanted, cancellationToken);
            },
            cancellationToken
        );

    public async Task DeleteAsync(
        string database,
        IReadOnlyCollection<string> tables,
        CancellationToken cancellationToken
    )
    {
        foreach (var batch in tables.Chunk(MaxBatch))
        {
            var what =
                $"Remove table {database}.{batch[0]}{(batch.Length > 1 ? $" and {batch.Length - 1} more" : "")} from the catalog";
            var request = new BatchDeleteTableRequest { DatabaseName = database, TablesToDelete = [.. batch] };
            var answer = await AwsCall.MakeAsync(
                what,
                () => OrNullAsync(() => glue.BatchDeleteTableAsync(request, cancellationToken)),
                cancellationToken
            );
            if (
                answer?.Errors?.Find(error => error.ErrorDetail?.ErrorCode != nameof(EntityNotFoundException)) is
                { } error
            )
                throw new FailureException(NotRemoved(database, error));
        }
    }

    private static Failure NotRemoved(string database, TableError error) =>
        AwsFailures.OfError(
            $"Remove table {database}.{error.TableName} from the catalog",
            new AwsError
            {
                Service = "Glue",
                Code = error.ErrorDetail?.ErrorCode ?? "Unknown",
                Message = error.ErrorDetail?.ErrorMessage ?? "no reason given",
            }
        );

    /// <summary>
    /// An earlier version of this program made the table with fewer columns, or a later one with more: reports of both
    /// can be read with these.
    /// </summary>
    private async Task<bool> CorrectAsync(string database, TableInput wanted, CancellationToken cancellationToken)
    {
        var request = new GetTableRequest { DatabaseName = database, Name = wanted.Name };
        if (
            (await OrNullAsync(() => glue.GetTableAsync(request, cancellationToken)))?.Table is not { } there
            || !GlueTables.IsOlder(there, wanted)
        )
            return false;
        // What others have noted of the table stays.
        wanted.Parameters = new(there.Parameters ?? []) { ["EXTERNAL"] = "TRUE", ["classification"] = "json" };
        return await TryUpdateAsync(database, wanted, GlueTables.Read(database, there), cancellationToken);
    }

    private async Task<bool> TryUpdateAsync(
        string database,
        TableInput input,
        CatalogTable over,
        CancellationToken cancellationToken
    )
    {
        // Without the version, a publisher that slept over a whole later run would point the table back at data that
        // this run has deleted. The pipeline keeps versions itself; Glue would otherwise keep one more description of
        // the table for every run, up to a quota.
        var request = new UpdateTableRequest
        {
            DatabaseName = database,
            TableInput = input,
            SkipArchive = true,
            VersionId = over.VersionId,
        };
        return await OrNullAsync(() => glue.UpdateTableAsync(request, cancellationToken)) is not null;
    }

    private async Task<bool> TryCreateAsync(string database, TableInput input, CancellationToken cancellationToken)
    {
        try
        {
            await glue.CreateTableAsync(
                new CreateTableRequest { DatabaseName = database, TableInput = input },
                cancellationToken
            );
            return true;
        }
        catch (AlreadyExistsException)
        {
            return false;
        }
    }

    private static async Task<T?> OrNullAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (EntityNotFoundException)
        {
            return null;
        }
    }
}
