using LocalAws.State;

namespace LocalAws;

/// <summary>
/// A use of another process' LocalAws: until it is disposed, the lake's owner goes on serving, so that no guest loses
/// its connection. However the guest ends, the system lets go of it.
/// </summary>
public sealed class LakeGuest : IDisposable
{
    private readonly FileStream _file;

    private LakeGuest(LocalAwsAddress address, FileStream file)
    {
        Address = address;
        _file = file;
    }

    /// <summary>Where the owner serves.</summary>
    public LocalAwsAddress Address { get; }

    /// <summary>Enters; null where no process serves the lake, or the one that did is about to end.</summary>
    /// <param name="lakeFolder">The lake.</param>
    /// <exception cref="LocalAwsStartException">The lake cannot be written.</exception>
    public static LakeGuest? Enter(string lakeFolder)
    {
        if (LocalAwsAddress.Find(lakeFolder) is null)
            return null;
        var file = LakeGuests.Sign(new StateFolder(lakeFolder));
        // Looked up again: an owner takes its address away before it looks for guests.
        if (LocalAwsAddress.Find(lakeFolder) is { } address)
            return new(address, file);
        file.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
