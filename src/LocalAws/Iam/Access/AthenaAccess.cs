using System.Text.Json;
using LocalAws.Athena;
using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;

namespace LocalAws.Iam.Access;

/// <summary>
/// Which rights Athena's operations need: on the workgroup, of a query the one that it runs in; for the catalog's, on
/// the data catalog and in Glue.
/// </summary>
internal sealed class AthenaAccess(Arns arns, GlueAccess glue, QueryHistory history)
{
    private const string Primary = "primary";

    public IEnumerable<AccessRequest> Of(string operation, JsonElement body)
    {
        var action = $"athena:{operation}";
        var names = new BodyNames(body);
        return operation switch
        {
            "StartQueryExecution" => [WorkGroup(action, names), .. Output(names)],
            "GetQueryResults" =>
            [
                .. Queries(action, names).Select(q => q.Access),
                .. Queries(action, names).SelectMany(q => Results(q.Query)),
            ],
            "GetQueryExecution" or "StopQueryExecution" or "GetQueryRuntimeStatistics" or "BatchGetQueryExecution" =>
                Queries(action, names).Select(q => q.Access).Distinct(),
            "GetDataCatalog" => [new(action, arns.DataCatalog(names.Text("Name") ?? "*"))],
            "GetDatabase" or "ListDatabases" or "GetTableMetadata" or "ListTableMetadata" => Catalog(operation, names),
            "ListWorkGroups" or "ListDataCatalogs" or "ListEngineVersions" => [new(action, "*")],
            _ => [WorkGroup(action, names)],
        };
    }

    private AccessRequest WorkGroup(string action, BodyNames names)
    {
        var name = names.Text("WorkGroup") ?? names.Text("Name");
        return new(action, arns.WorkGroup(name ?? Primary));
    }

    // An id that nobody knows belongs to no workgroup: that there is no such query is for the operation to say.
    private IEnumerable<(AccessRequest Access, QueryExecution Query)> Queries(string action, BodyNames names) =>
        from id in names.Texts("QueryExecutionIds").Append(names.Text("QueryExecutionId"))
        let query = id is null ? null : history.Find(id)
        where query is not null
        select (new AccessRequest(action, arns.WorkGroup(query.Question.WorkGroup)), query);

    private static IEnumerable<AccessRequest> Output(BodyNames names)
    {
        return S3Location.TryParse(names.Text("ResultConfiguration", "OutputLocation")) is { } output
            ?
            [
                new("s3:GetBucketLocation", Arns.Bucket(output.Bucket))
                {
                    Answer = AthenaErrors.Invalid($"Unable to verify/create output bucket {output.Bucket}"),
                },
            ]
            : [];
    }

    // Results are read from S3 with the caller's rights.
    private static IEnumerable<AccessRequest> Results(QueryExecution query)
    {
        return query.Outcome is null
            ? []
            :
            [
                new(
                    "s3:GetObject",
                    Arns.Object(ResultPlace.Of(query).Metadata.Bucket, ResultPlace.Of(query).Metadata.Key)
                )
                {
                    Answer = AthenaErrors.Invalid(
                        "You do not seem to have access to the S3 location of your query results. Please confirm your account has access to the S3 location where your "
                            + "query results are saved and try again. If specifying an expected bucket owner, confirm the bucket is owned by the expected account. If you are "
                            + "using KMS to encrypt query results, please ensure you have permission to access your KMS key. If you continue to see this issue, please contact customer support."
                    ),
                },
            ];
    }

    private IEnumerable<AccessRequest> Catalog(string operation, BodyNames names)
    {
        var database = names.Text("DatabaseName") ?? "*";
        var needed = operation switch
        {
            "ListDatabases" => glue.On("glue:GetDatabases", "*"),
            "GetDatabase" => glue.On("glue:GetDatabase", database),
            "ListTableMetadata" => glue.On("glue:GetTables", database, "*"),
            _ => glue.On("glue:GetTable", database, names.Text("TableName") ?? "*"),
        };
        return needed.Prepend(new($"athena:{operation}", arns.DataCatalog(names.Text("CatalogName") ?? "*")));
    }
}
