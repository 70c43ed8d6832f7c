using System.Text;
using System.Text.Json;
using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;
using LocalAws.Athena.WorkGroups;
using LocalAws.S3.Storage;
using LocalAws.Signing;
using LocalAws.Wire.Json;

namespace LocalAws.Athena.Operations;

/// <summary>StartQueryExecution.</summary>
internal sealed class StartOperation(QueryDesk desk, WorkGroupOperations groups, ObjectStore store)
{
    private const int LongestQuery = 262_144;

    private const string NotKept =
        "LocalAws keeps no managed query results; choose a workgroup without them, and an output location.";

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [new("StartQueryExecution", JsonOperation.Of<StartRequest>(Start))];

    private object Start(StartRequest request, Caller caller)
    {
        var sql = AthenaErrors.Required(request.QueryString, "queryString");
        AthenaErrors.Length("queryString", Encoding.UTF8.GetByteCount(sql), 1, LongestQuery);
        var token = request.ClientRequestToken ?? throw AthenaErrors.Invalid("clientRequestToken is null or empty");
        AthenaErrors.Length("clientRequestToken", token.Length, 32, 128);
        if (request.ExecutionParameters is { Count: 0 })
            throw AthenaErrors.Constraint("executionParameters", "Member must have length greater than or equal to 1");

        var group = groups.Find(request.WorkGroup ?? WorkGroup.Primary);
        if (!group.IsEnabled)
            throw AthenaErrors.Invalid($"WorkGroup {group.Name} is disabled");
        var question = new QueryQuestion(
            sql,
            request.QueryExecutionContext?.Database?.ToLowerInvariant() ?? "default",
            CatalogOperations.Check(request.QueryExecutionContext?.Catalog ?? CatalogOperations.Name),
            group.Name,
            OutputLocation(request, group)
        )
        {
            Parameters = request.ExecutionParameters is { } parameters ? JsonSerializer.Serialize(parameters) : null,
            IsEnforced = group.EnforcesLocation,
            BytesScannedCutoff = group.BytesScannedCutoff,
        };
        return new { QueryExecutionId = desk.Submit(question, token, caller).Id };
    }

    private string OutputLocation(StartRequest request, WorkGroup group)
    {
        var asked = request.ResultConfiguration?.OutputLocation is { Length: > 0 } given ? given : null;
        if (group.ManagesResults)
            throw asked is not null ? AthenaErrors.ResultsAreManaged() : AthenaErrors.Invalid(NotKept);
        var text =
            (group.EnforcesLocation ? group.OutputLocation : asked ?? group.OutputLocation)
            ?? throw AthenaErrors.Invalid(
                "No output location provided. You did not provide an output location for  your query results. Either specify an S3 bucket location or enable "
                    + "Athena managed query results in your workgroup settings."
            );
        var location =
            S3Location.TryParse(text) ?? throw AthenaErrors.Invalid("outputLocation is not a valid S3 path.");
        if (store.HasBucket(location.Bucket))
            return text;
        throw AthenaErrors.Invalid($"Unable to verify/create output bucket {location.Bucket}");
    }

    private sealed record StartRequest(
        string? QueryString,
        string? ClientRequestToken,
        Context? QueryExecutionContext,
        Configuration? ResultConfiguration,
        string? WorkGroup,
        IReadOnlyList<string>? ExecutionParameters
    );

    private sealed record Context(string? Database, string? Catalog);

    private sealed record Configuration(string? OutputLocation);
}
