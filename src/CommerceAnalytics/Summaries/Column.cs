namespace CommerceAnalytics.Summaries;

/// <summary>A column of a table as the catalog has it.</summary>
/// <param name="Name">Lower case, as Athena stores names.</param>
/// <param name="Type">
/// Hive type name as Glue writes it: <c>string</c>, <c>bigint</c>, <c>double</c>, <c>int</c>, <c>date</c>,
/// <c>struct&lt;...&gt;</c>.
/// </param>
public sealed record Column(string Name, string Type);
