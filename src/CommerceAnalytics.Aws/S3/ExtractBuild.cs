namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// What one attempt at one statement of the extraction writes, from before its query is submitted until none of its
/// data is left.
/// </summary>
/// <param name="Location">
/// <c>s3://</c> address below which it writes, with a slash at its end; no other attempt ever has the same.
/// </param>
/// <param name="RunId">The run that writes it.</param>
/// <param name="WrittenAt">When its query was submitted, UTC.</param>
public sealed record ExtractBuild(string Location, string RunId, DateTimeOffset WrittenAt)
{
    /// <summary>Where it stands.</summary>
    public ExtractBuildState State { get; init; }

    /// <summary>Athena's id of the query that writes it; null until Athena has it.</summary>
    public string? QueryExecutionId { get; init; }

    /// <summary>
    /// Objects of each day of each service, by where they lie below <see cref="Location"/>:
    /// <c>day=2025-10-28/service=theshop-brand/</c>. A day without events has none. Null until it is checked; what has
    /// been removed is not in it any more.
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyList<StoredFile>>? Parts { get; init; }
}

/// <summary>Where an attempt at a statement of the extraction stands. It moves down this list and never up.</summary>
public enum ExtractBuildState
{
    /// <summary>Its query is about to be submitted, or was.</summary>
    Started = 0,

    /// <summary>It passed its check; the catalog may show it.</summary>
    Checked = 1,

    /// <summary>All of its data is being deleted or is gone: it must not be published any more.</summary>
    Removed = 2,
}
