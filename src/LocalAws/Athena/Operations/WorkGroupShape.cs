using LocalAws.Athena.WorkGroups;

namespace LocalAws.Athena.Operations;

/// <summary>Athena's WorkGroup and WorkGroupSummary.</summary>
internal static class WorkGroupShape
{
    public static object Of(WorkGroup group) =>
        new
        {
            group.Name,
            State = State(group),
            group.Description,
            CreationTime = group.Created,
            Configuration = new
            {
                ResultConfiguration = new { group.OutputLocation },
                ManagedQueryResultsConfiguration = new
                {
                    Enabled = group.ManagesResults,
                    EncryptionConfiguration = group.ManagedResultsKey is { } key ? new { KmsKey = key } : null,
                },
                EnforceWorkGroupConfiguration = group.IsEnforced,
                PublishCloudWatchMetricsEnabled = group.PublishesMetrics,
                BytesScannedCutoffPerQuery = group.BytesScannedCutoff,
                RequesterPaysEnabled = group.RequesterPays,
                EngineVersion = WorkGroupOperations.Engine,
            },
        };

    public static object Summary(WorkGroup group) =>
        new
        {
            group.Name,
            State = State(group),
            group.Description,
            CreationTime = group.Created,
            EngineVersion = WorkGroupOperations.Engine,
        };

    private static string State(WorkGroup group) => group.IsEnabled ? "ENABLED" : "DISABLED";
}
