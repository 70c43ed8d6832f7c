using System.Diagnostics;
using LocalAws.Faults;

namespace LocalAws;

/// <summary>How LocalAws runs.</summary>
public sealed record LocalAwsOptions
{
    /// <summary>The lake: a folder whose sub-folders are buckets. Made if it is not there.</summary>
    public required string LakeFolder { get; init; }

    /// <summary>Loopback port; 0 takes any free one. Default 4566.</summary>
    public int Port { get; init; } = 4566;

    /// <summary>Region that clients must sign for. Default <c>ap-northeast-2</c>.</summary>
    public string Region { get; init; } = "ap-northeast-2";

    /// <summary>Simulated time that every CTAS takes at least, on top of nothing else. Default none.</summary>
    public TimeSpan AthenaLatency { get; init; } = TimeSpan.Zero;

    /// <summary>Active DML queries (running plus queued) before <c>TooManyRequestsException</c>. Default 25.</summary>
    public int MaxActiveQueries { get; init; } = 25;

    /// <summary>
    /// Active DDL queries (running plus queued) before <c>TooManyRequestsException</c>; CREATE TABLE AS SELECT is not
    /// among them. Default 20.
    /// </summary>
    public int MaxActiveDdlQueries { get; init; } = 20;

    /// <summary>
    /// Rates of Athena's operations, beyond which <c>ThrottlingException</c>. Default: Athena's own quotas; empty:
    /// none.
    /// </summary>
    public IReadOnlyDictionary<string, RequestRate> AthenaRates { get; init; } = RequestRate.AthenaDefaults;

    /// <summary>
    /// Whether a CTAS or INSERT that fails or is cancelled leaves the files that it has written, as it may in Athena.
    /// Default true.
    /// </summary>
    public bool KeepPartialFiles { get; init; } = true;

    /// <summary>Told of each step that leaves something on disk: where a process may be killed.</summary>
    internal Action<string> Reached { get; init; } = static _ => { };

    /// <summary>Queries that DuckDB runs side by side; the others are QUEUED. Default 2.</summary>
    public int MaxRunningQueries { get; init; } = 2;

    /// <summary>
    /// Roles of the account besides those that lie as files in the lake's <c>.localaws/roles/</c>. Default none.
    /// </summary>
    public IReadOnlyList<IamRole> Roles { get; init; } = [];

    /// <summary>
    /// Identity providers besides those that lie as files in the lake's <c>.localaws/oidc-providers/</c>. Default none.
    /// </summary>
    public IReadOnlyList<OidcProvider> OidcProviders { get; init; } = [];

    /// <summary>
    /// How to misbehave from the start. Default not at all; <see cref="LocalAwsServer.Faults"/> changes it while it
    /// runs.
    /// </summary>
    public FaultPlan Faults { get; init; } = new();

    /// <summary>
    /// What the fault <see cref="FaultKind.Stop"/> does: ends the process as <c>kill -9</c> does. Tests put something
    /// milder in its place.
    /// </summary>
    internal Action Stop { get; init; } = () => Process.GetCurrentProcess().Kill();
}
