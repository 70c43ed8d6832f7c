using LocalAws.Signing;
using LocalAws.Sql;
using LocalAws.Sql.Access;

namespace LocalAws.Athena.Queries;

/// <summary>
/// Says whether a caller may what a statement of theirs is about to do. Throws <see cref="StatementException"/>, in
/// Athena's words, where not.
/// </summary>
/// <param name="caller">Who submitted the query; null for a query of a history that does not say.</param>
/// <param name="access">What it is about to touch.</param>
internal delegate void StatementAuthority(Caller? caller, StatementAccess access);
