namespace LocalAws.Sql.Access;

/// <summary>Something that a statement is about to touch with its caller's rights, named as IAM names it.</summary>
/// <param name="Action">E.g. <c>glue:GetTable</c>, <c>s3:PutObject</c>.</param>
public abstract record StatementAccess(string Action);

/// <summary>A database, a table, or a table's partitions in the catalog.</summary>
/// <param name="Action">E.g. <c>glue:GetTable</c>.</param>
/// <param name="Database">Lower case; <c>*</c> where all are listed.</param>
/// <param name="Table">
/// Lower case; <c>*</c> where all of the database are listed; null where the database itself is meant.
/// </param>
public sealed record CatalogAccess(string Action, string Database, string? Table = null) : StatementAccess(Action);

/// <summary>Objects beneath an address.</summary>
/// <param name="Action"><c>s3:ListBucket</c>, <c>s3:GetObject</c> or <c>s3:PutObject</c>.</param>
/// <param name="Location"><c>s3://bucket/prefix/</c>: every object whose key begins so.</param>
public sealed record StorageAccess(string Action, string Location) : StatementAccess(Action);
