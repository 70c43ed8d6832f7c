namespace LocalAws.Athena.WorkGroups;

/// <summary>A workgroup: where results go and how much a query may scan.</summary>
internal sealed record WorkGroup
{
    public const string Primary = "primary";

    /// <summary>The least that <see cref="BytesScannedCutoff"/> may be: 10 MB.</summary>
    public const long LeastCutoff = 10_000_000;

    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public bool IsEnabled { get; init; } = true;

    public DateTimeOffset Created { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary><c>s3://</c> prefix, or null.</summary>
    public string? OutputLocation { get; init; }

    /// <summary>Whether what a client sets is overridden by what is set here.</summary>
    public bool IsEnforced { get; init; }

    /// <summary>Whether Athena keeps results in storage of its own, so that nobody may say where.</summary>
    public bool ManagesResults { get; init; }

    /// <summary>KMS key of managed results, or null.</summary>
    public string? ManagedResultsKey { get; init; }

    /// <summary>Bytes that a query may scan before it is cancelled, or null: any number.</summary>
    public long? BytesScannedCutoff { get; init; }

    public bool PublishesMetrics { get; init; }

    public bool RequesterPays { get; init; }

    /// <summary>Whether clients' locations count for nothing, and a CTAS may name no location of its own.</summary>
    public bool EnforcesLocation => IsEnforced && OutputLocation is not null;
}
