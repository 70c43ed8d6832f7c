using LocalAws.Athena.Limits;
using LocalAws.Athena.Operations;
using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;
using LocalAws.Athena.WorkGroups;
using LocalAws.Catalog;
using LocalAws.S3.Storage;
using LocalAws.Wire.Json;

namespace LocalAws.Athena;

/// <summary>The dispatch table of Athena.</summary>
internal static class AthenaOperations
{
    public static IReadOnlyDictionary<string, JsonOperation> Table(
        QueryDesk desk,
        QueryHistory history,
        QueryRunner runner,
        ObjectStore store,
        ICatalog catalog,
        WorkGroupStore groups,
        RequestRates rates,
        TimeProvider time
    )
    {
        var workGroups = new WorkGroupOperations(groups, history, time);
        IEnumerable<KeyValuePair<string, JsonOperation>> all =
        [
            .. new StartOperation(desk, workGroups, store).Table(),
            .. new QueryOperations(history, runner, workGroups, time).Table(),
            .. new ResultOperations(history, new ResultReader(store), time).Table(),
            .. workGroups.Table(),
            .. new CatalogOperations(catalog).Table(),
        ];
        return new Dictionary<string, JsonOperation>(all.Select(rates.Limit));
    }
}
