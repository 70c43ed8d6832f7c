using System.Text.RegularExpressions;
using LocalAws.Athena.Queries;
using LocalAws.Athena.Results;
using LocalAws.Athena.WorkGroups;
using LocalAws.Wire.Json;

namespace LocalAws.Athena.Operations;

/// <summary>GetWorkGroup, ListWorkGroups, CreateWorkGroup, UpdateWorkGroup, DeleteWorkGroup.</summary>
internal sealed partial class WorkGroupOperations(WorkGroupStore groups, QueryHistory history, TimeProvider time)
{
    public static readonly object Engine = new
    {
        SelectedEngineVersion = "AUTO",
        EffectiveEngineVersion = "Athena engine version 3",
    };

    private const int LargestPage = 50;

    public IEnumerable<KeyValuePair<string, JsonOperation>> Table() =>
        [
            new(
                "GetWorkGroup",
                JsonOperation.Of<NameRequest>(request => new
                {
                    WorkGroup = WorkGroupShape.Of(Find(AthenaErrors.Required(request.WorkGroup, "workGroup"))),
                })
            ),
            new("ListWorkGroups", JsonOperation.Of<ListRequest>(List)),
            new("CreateWorkGroup", JsonOperation.Of<CreateRequest>(Create)),
            new("UpdateWorkGroup", JsonOperation.Of<UpdateRequest>(Update)),
            new("DeleteWorkGroup", JsonOperation.Of<DeleteRequest>(Delete)),
        ];

    /// <summary>The workgroup, if there is one. Throws <c>InvalidRequestException</c>.</summary>
    public WorkGroup Find(string name) => groups.Find(name) ?? throw AthenaErrors.Invalid("WorkGroup is not found.");

    private object List(ListRequest request)
    {
        var page = Paging<WorkGroup>.Cut(
            groups.All(),
            g => g.Name,
            AthenaErrors.PageSize(request.MaxResults, LargestPage),
            request.NextToken,
            () => AthenaErrors.Invalid("Invalid token")
        );
        return new { WorkGroups = page.Items.Select(WorkGroupShape.Summary), page.NextToken };
    }

    private object? Create(CreateRequest request)
    {
        var name = AthenaErrors.Required(request.Name, "name");
        if (!NameForm().IsMatch(name))
            throw AthenaErrors.Constraint(
                "name",
                "Member must satisfy regular expression pattern: [a-zA-Z0-9._-]{1,128}"
            );
        var given = request.Configuration ?? new();
        var managed = given.ManagedQueryResultsConfiguration ?? new();
        var added = groups.Add(
            Checked(
                new WorkGroup
                {
                    Name = name,
                    Description = request.Description ?? "",
                    Created = time.GetUtcNow(),
                    OutputLocation = Location(given.ResultConfiguration?.OutputLocation),
                    // Athena enforces a new workgroup's settings unless told not to.
                    IsEnforced = given.EnforceWorkGroupConfiguration ?? true,
                    BytesScannedCutoff = Cutoff(given.BytesScannedCutoffPerQuery),
                    PublishesMetrics = given.PublishCloudWatchMetricsEnabled ?? false,
                    RequesterPays = given.RequesterPaysEnabled ?? false,
                    ManagesResults = managed.Enabled ?? false,
                    ManagedResultsKey = managed.EncryptionConfiguration?.KmsKey,
                }
            )
        );
        return added ? null : throw AthenaErrors.Invalid("WorkGroup is already created");
    }

    private object? Update(UpdateRequest request)
    {
        var group = Find(AthenaErrors.Required(request.WorkGroup, "workGroup"));
        var updates = request.ConfigurationUpdates ?? new();
        var results = updates.ResultConfigurationUpdates ?? new();
        if (request.State is not (null or "ENABLED" or "DISABLED"))
            throw AthenaErrors.Constraint("state", "Member must satisfy enum value set: [ENABLED, DISABLED]");
        var managed = updates.ManagedQueryResultsConfigurationUpdates ?? new();
        groups.Update(
            Checked(
                group with
                {
                    Description = request.Description ?? group.Description,
                    IsEnabled = request.State is null ? group.IsEnabled : request.State == "ENABLED",
                    OutputLocation =
                        results.RemoveOutputLocation == true
                            ? null
                            : Location(results.OutputLocation) ?? group.OutputLocation,
                    IsEnforced = updates.EnforceWorkGroupConfiguration ?? group.IsEnforced,
                    BytesScannedCutoff =
                        updates.RemoveBytesScannedCutoffPerQuery == true
                            ? null
                            : Cutoff(updates.BytesScannedCutoffPerQuery) ?? group.BytesScannedCutoff,
                    PublishesMetrics = updates.PublishCloudWatchMetricsEnabled ?? group.PublishesMetrics,
                    RequesterPays = updates.RequesterPaysEnabled ?? group.RequesterPays,
                    ManagesResults = managed.Enabled ?? group.ManagesResults,
                    ManagedResultsKey =
                        managed.RemoveEncryptionConfiguration == true
                            ? null
                            : managed.EncryptionConfiguration?.KmsKey ?? group.ManagedResultsKey,
                }
            )
        );
        return null;
    }

    private object? Delete(DeleteRequest request)
    {
        var name = AthenaErrors.Required(request.WorkGroup, "workGroup");
        if (name == WorkGroup.Primary)
            throw AthenaErrors.Invalid("The primary workgroup cannot be deleted");
        if (request.RecursiveDeleteOption != true && history.Page(Find(name).Name, long.MaxValue, 1).Count > 0)
            throw AthenaErrors.Invalid($"WorkGroup {name} is not empty");
        groups.Delete(Find(name).Name);
        return null;
    }

    /// <summary>Results are either Athena's to keep or in a place of one's own.</summary>
    private static WorkGroup Checked(WorkGroup group) =>
        group is { ManagesResults: true, OutputLocation: not null } ? throw AthenaErrors.ResultsAreManaged() : group;

    private static string? Location(string? text)
    {
        if (string.IsNullOrEmpty(text) || S3Location.TryParse(text) is not null)
            return text is "" ? null : text;
        throw AthenaErrors.Invalid("outputLocation is not a valid S3 path.");
    }

    private static long? Cutoff(long? bytes)
    {
        if (bytes is null or >= WorkGroup.LeastCutoff)
            return bytes;
        throw AthenaErrors.Constraint(
            "bytesScannedCutoffPerQuery",
            $"Member must have value greater than or equal to {WorkGroup.LeastCutoff}"
        );
    }

    [GeneratedRegex(@"^[a-zA-Z0-9._-]{1,128}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameForm();

    private sealed record NameRequest(string? WorkGroup);

    private sealed record ListRequest(string? NextToken, int? MaxResults);

    private sealed record DeleteRequest(string? WorkGroup, bool? RecursiveDeleteOption);

    private sealed record CreateRequest(string? Name, string? Description, Settings? Configuration);

    private sealed record UpdateRequest(
        string? WorkGroup,
        string? Description,
        string? State,
        Settings? ConfigurationUpdates
    );

    /// <summary>WorkGroupConfiguration and WorkGroupConfigurationUpdates: all that may be set.</summary>
    private sealed record Settings
    {
        public Results? ResultConfiguration { get; init; }

        public Results? ResultConfigurationUpdates { get; init; }

        public Managed? ManagedQueryResultsConfiguration { get; init; }

        public Managed? ManagedQueryResultsConfigurationUpdates { get; init; }

        public bool? EnforceWorkGroupConfiguration { get; init; }

        public bool? PublishCloudWatchMetricsEnabled { get; init; }

        public bool? RequesterPaysEnabled { get; init; }

        public long? BytesScannedCutoffPerQuery { get; init; }

        public bool? RemoveBytesScannedCutoffPerQuery { get; init; }
    }

    private sealed record Results
    {
        public string? OutputLocation { get; init; }

        public bool? RemoveOutputLocation { get; init; }
    }

    private sealed record Managed
    {
        public bool? Enabled { get; init; }

        public Encryption? EncryptionConfiguration { get; init; }

        public bool? RemoveEncryptionConfiguration { get; init; }
    }

    private sealed record Encryption(string? KmsKey);
}
