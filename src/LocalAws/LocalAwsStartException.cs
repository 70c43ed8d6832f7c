namespace LocalAws;

/// <summary>
/// LocalAws could not start. The message is one sentence that says what is in the way, and what to do.
/// </summary>
public class LocalAwsStartException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="problem">What is in the way.</param>
    /// <param name="message">One sentence for the person who started it.</param>
    /// <param name="innerException">What the system said, or null.</param>
    public LocalAwsStartException(LocalAwsStartProblem problem, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Problem = problem;
    }

    /// <summary>What is in the way.</summary>
    public LocalAwsStartProblem Problem { get; }
}

/// <summary>What keeps LocalAws from starting.</summary>
public enum LocalAwsStartProblem
{
    /// <summary>The lake folder cannot be made or written.</summary>
    LakeNotWritable = 0,

    /// <summary>Another program listens on the port.</summary>
    PortInUse = 1,

    /// <summary>Another LocalAws process owns the lake.</summary>
    LakeInUse = 2,

    /// <summary>A role or an identity provider is not one.</summary>
    InvalidIdentity = 3,

    /// <summary>The state that an earlier process left is damaged, or the disk is full or fails.</summary>
    StateUnusable = 4,
}

/// <summary>Another LocalAws process owns the lake.</summary>
public sealed class LakeInUseException : LocalAwsStartException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="lakeFolder">The lake.</param>
    /// <param name="processId">The process that owns it, or null while it has not said so yet.</param>
    /// <param name="endpoint">Where that process listens, or null while it starts.</param>
    public LakeInUseException(string lakeFolder, int? processId, Uri? endpoint)
        : base(LocalAwsStartProblem.LakeInUse, Words(lakeFolder, processId, endpoint))
    {
        ProcessId = processId;
        Endpoint = endpoint;
    }

    /// <summary>The process that owns the lake, or null while it has not said so yet.</summary>
    public int? ProcessId { get; }

    /// <summary>Where that process listens, or null while it starts.</summary>
    public Uri? Endpoint { get; }

    private static string Words(string lake, int? processId, Uri? endpoint)
    {
        return $"The lake {lake} is in use by {(processId is null ? "another process" : $"process {processId}")}"
            + (endpoint is null ? ", which is starting" : $" at {endpoint}")
            + "; use that one, stop it, or choose another lake.";
    }
}
