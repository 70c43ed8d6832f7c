namespace CommerceAnalytics.Events;

/// <summary>A table's properties as Athena reads them: names in any letter case.</summary>
public static class TableProperties
{
    /// <summary>The same properties, found by a name in any letter case; of two names that are then alike, the first.</summary>
    /// <param name="properties">As the catalog has them.</param>
    public static IReadOnlyDictionary<string, string> InAnyCase(IEnumerable<KeyValuePair<string, string>> properties) =>
        properties
            .DistinctBy(property => property.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(StringComparer.OrdinalIgnoreCase);
}
