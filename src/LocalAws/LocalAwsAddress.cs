using LocalAws.State;

namespace LocalAws;

/// <summary>Where a lake's running LocalAws listens, and the keys of its account.</summary>
/// <param name="Endpoint">Loopback address for all services.</param>
/// <param name="Region">Region to sign for.</param>
/// <param name="AccessKeyId">Access key.</param>
/// <param name="SecretAccessKey">Secret key; readable in the lake by its owner alone.</param>
/// <param name="ProcessId">The process that owns the lake.</param>
public sealed record LocalAwsAddress(
    Uri Endpoint,
    string Region,
    string AccessKeyId,
    string SecretAccessKey,
    int ProcessId
)
{
    /// <summary>The address that the lake's running process left, or null where none runs.</summary>
    /// <param name="lakeFolder">The lake.</param>
    public static LocalAwsAddress? Find(string lakeFolder)
    {
        var folder = new StateFolder(lakeFolder);
        if (LakeOwner.Read(folder) is not { Endpoint: { } endpoint, Region: { } region } owner || !owner.IsAlive())
            return null;
        if (AccessKeys.Find(folder) is { } keys)
            return new(endpoint, region, keys.AccessKeyId, keys.SecretAccessKey, owner.ProcessId);
        return null;
    }
}
