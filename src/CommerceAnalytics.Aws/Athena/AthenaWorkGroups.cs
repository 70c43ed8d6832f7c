using Amazon.Athena;
using Amazon.Athena.Model;
using CommerceAnalytics.Aws.Failures;

namespace CommerceAnalytics.Aws.Athena;

/// <summary>Workgroups as Athena has them.</summary>
internal sealed class AthenaWorkGroups(IAmazonAthena athena) : IWorkGroups
{
    public async Task<WorkGroupRules> GetAsync(string name, CancellationToken cancellationToken)
    {
        var response = await AwsCall.MakeAsync(
            $"Read workgroup {name}",
            () => athena.GetWorkGroupAsync(new GetWorkGroupRequest { WorkGroup = name }, cancellationToken),
            cancellationToken
        );
        var group = response.WorkGroup;
        return new WorkGroupRules(
            group.Name ?? name,
            group.State != WorkGroupState.DISABLED,
            // Athena's default for a workgroup that does not say: its configuration is enforced.
            group.Configuration
                is { EnforceWorkGroupConfiguration: not false },
            group.Configuration?.ResultConfiguration?.OutputLocation,
            group.Configuration?.BytesScannedCutoffPerQuery
        )
        {
            ManagesResults = group.Configuration?.ManagedQueryResultsConfiguration is { Enabled: true },
        };
    }
}
