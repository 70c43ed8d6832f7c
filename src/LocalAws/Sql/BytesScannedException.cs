namespace LocalAws.Sql;

/// <summary>
/// A statement would scan more than <see cref="StatementRequest.BytesScannedCutoff"/>; Athena cancels it.
/// </summary>
/// <param name="bytes">What it would scan.</param>
public sealed class BytesScannedException(long bytes) : Exception("Bytes scanned limit was exceeded")
{
    /// <summary>What the statement would scan.</summary>
    public long Bytes { get; } = bytes;
}
