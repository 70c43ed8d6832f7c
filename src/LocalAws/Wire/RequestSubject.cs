namespace LocalAws.Wire;

/// <summary>What a request is about, as far as can be told before it is verified.</summary>
/// <param name="Service"><c>athena</c>, <c>glue</c>, <c>s3</c> or <c>sts</c>.</param>
/// <param name="Operation">As AWS names it; what the client sent where there is no such operation.</param>
/// <param name="Targets">
/// Names of what it works on: <c>bucket/key</c>, <c>database.table</c>, query ids, tables of a statement.
/// </param>
/// <param name="AccessKeyId">Key that it says to be signed with, or empty.</param>
internal sealed record RequestSubject(
    string Service,
    string Operation,
    IReadOnlyList<string> Targets,
    string AccessKeyId
);
