namespace CommerceAnalytics.Aws.Athena;

/// <summary>Athena workgroups.</summary>
public interface IWorkGroups
{
    /// <summary>
    /// What the workgroup prescribes. Throws <see cref="FailureException"/> where there is none of that name, or it
    /// cannot be read.
    /// </summary>
    /// <param name="name">Workgroup name, e.g. <c>primary</c>.</param>
    Task<WorkGroupRules> GetAsync(string name, CancellationToken cancellationToken);
}

/// <summary>What a workgroup prescribes.</summary>
/// <param name="Name">Workgroup name.</param>
/// <param name="Enabled">Whether it takes queries.</param>
/// <param name="EnforcesConfiguration">True forbids <c>external_location</c>, which the pipeline needs.</param>
/// <param name="OutputLocation">Its own output location, or null.</param>
/// <param name="BytesScannedCutoff">Limit of bytes a query may scan, or null.</param>
public sealed record WorkGroupRules(
    string Name,
    bool Enabled,
    bool EnforcesConfiguration,
    string? OutputLocation,
    long? BytesScannedCutoff
)
{
    /// <summary>True keeps results in Athena's own storage: it refuses a query that names an output location.</summary>
    public bool ManagesResults { get; init; }
}
