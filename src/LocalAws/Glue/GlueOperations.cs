using LocalAws.Catalog;
using LocalAws.Wire.Json;

namespace LocalAws.Glue;

/// <summary>The dispatch table of Glue.</summary>
internal static class GlueOperations
{
    public static IReadOnlyDictionary<string, JsonOperation> Table(ICatalog catalog, TimeProvider time) =>
        new Dictionary<string, JsonOperation>([
            .. new DatabaseOperations(catalog).Table(),
            .. new TableOperations(catalog).Table(),
            .. new PartitionOperations(catalog, time).Table(),
            .. new PartitionBatchOperations(catalog, time).Table(),
        ]);
}
