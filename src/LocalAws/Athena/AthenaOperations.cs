using LocalAws.Athena.Operations;
using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;
using LocalAws.Catalog;
using LocalAws.S3.Storage;
using LocalAws.Wire.Json;

namespace LocalAws.Athena;

/// <summary>The dispatch table of Athena.</summary>
internal static class AthenaOperations
{
    public static IReadOnlyDictionary<string, JsonOperation> Table(
        QueryDesk desk, QueryHistory history, QueryRunner runner, ObjectStore store, ICatalog catalog, TimeProvider time) => new Dictionary<string, JsonOperation>(
    [
        .. new QueryOperations(desk, history, runner, store, time).Table(),
        .. new ResultOperations(history, new ResultReader(store), time).Table(),
        .. WorkGroupOperations.Table(),
        .. new CatalogOperations(catalog).Table(),
    ]);
}
