using LocalAws.Wire.Json;

namespace LocalAws.Athena.Operations;

/// <summary>GetWorkGroup and ListWorkGroups: the one workgroup that every account has.</summary>
internal sealed class WorkGroupOperations
{
    public static readonly object Engine = new { SelectedEngineVersion = "AUTO", EffectiveEngineVersion = "Athena engine version 3" };

    private const string Primary = "primary";

    public static IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
    [
        new("GetWorkGroup", JsonOperation.Of<GetRequest>(Get)),
        new("ListWorkGroups", JsonOperation.Of<ListRequest>(_ => new { WorkGroups = (object[])[Summary()] })),
    ];

    /// <summary>The name, if there is such a workgroup. Throws <c>InvalidRequestException</c>.</summary>
    public static string Check(string name) => name == Primary ? name : throw AthenaErrors.Invalid($"WorkGroup {name} is not found.");

    private static object Get(GetRequest request) => new
    {
        WorkGroup = new
        {
            Name = Check(AthenaErrors.Required(request.WorkGroup, "workGroup")),
            State = "ENABLED",
            Description = "",
            CreationTime = DateTimeOffset.UnixEpoch,
            Configuration = new
            {
                ResultConfiguration = new { },
                EnforceWorkGroupConfiguration = false,
                PublishCloudWatchMetricsEnabled = false,
                RequesterPaysEnabled = false,
                EngineVersion = Engine,
            },
        },
    };

    private static object Summary() =>
        new { Name = Primary, State = "ENABLED", Description = "", CreationTime = DateTimeOffset.UnixEpoch, EngineVersion = Engine };

    private sealed record GetRequest(string? WorkGroup);

    private sealed record ListRequest(string? NextToken);
}
