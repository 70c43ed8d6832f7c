namespace CommerceAnalytics.Locations;

/// <summary>A table of the catalog, as far as its place matters.</summary>
/// <param name="Database">Database name.</param>
/// <param name="Name">Table name.</param>
/// <param name="Location">Where Athena reads its rows, with all that lies below; null for a view.</param>
public sealed record ShownTable(string Database, string Name, string? Location);
