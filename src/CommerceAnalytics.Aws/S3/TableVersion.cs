using System.Text.Json.Serialization;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// One version of a summary table: what one attempt to refresh it writes, from before its query is submitted until its
/// data is gone.
/// </summary>
/// <param name="Table">Live table name.</param>
/// <param name="ExecutionDate">The run's date.</param>
/// <param name="RunId">The run that writes it.</param>
/// <param name="Location">
/// <c>s3://</c> address of the data, with a slash at its end; no other version ever has the same.
/// </param>
/// <param name="Rows">Rows written, 0 for an empty table; null until they are known.</param>
/// <param name="WrittenAt">When its query was submitted, UTC.</param>
public sealed record TableVersion(
    string Table,
    DateOnly ExecutionDate,
    string RunId,
    string Location,
    long? Rows,
    DateTimeOffset WrittenAt
)
{
    /// <summary>Where it stands.</summary>
    public VersionState State { get; init; } = VersionState.Published;

    /// <summary>
    /// Whether the audit holds it: it is whole and checked, but nobody has read it. Not so any more once it is published.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHeld { get; init; }

    /// <summary>
    /// Whether history alone shows it: no live table ever has, and a rollback does not go back to it.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHistoryOnly { get; init; }

    /// <summary>What holds it, or held it until it was published by hand; null for nothing.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedFinding>? HeldFor { get; init; }

    /// <summary>
    /// Findings that do not hold the nights after it, since somebody published the table in spite of them; null for
    /// none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AcceptedFinding>? Accepted { get; init; }

    /// <summary>The run that published it by hand, or is about to; null where the audit never held it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ReleasedBy { get; init; }

    /// <summary>How long the query took, queue included, in milliseconds; null until it is known.</summary>
    public long? QueryMs { get; init; }

    /// <summary>Columns in order; empty until they are checked.</summary>
    public IReadOnlyList<Column> Columns { get; init; } = [];

    /// <summary>
    /// Days of its window that were left out, in order, as the settings of its run said.
    /// </summary>
    public IReadOnlyList<DateOnly> ExcludedDays { get; init; } = [];

    /// <summary>
    /// Tells the definition that built it from any other (<c>Summary.Definition</c>); null until it is checked.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Definition { get; init; }

    /// <summary>Days of its window that were read; 0 until it is checked.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int WindowDays { get; init; }

    /// <summary>Of a version of the overview: its services. Null for any other.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? ServiceNames { get; init; }

    /// <summary>
    /// Names of its objects directly below <see cref="Location"/>, as they were when it was checked; null until then.
    /// </summary>
    public IReadOnlyList<string>? Files { get; init; }

    /// <summary>
    /// Location that the live table showed when this version was about to be published over it; null where there was no
    /// table, and until then.
    /// </summary>
    public string? Replaces { get; init; }
}

/// <summary>Where a version stands. A version moves down this list and never up.</summary>
public enum VersionState
{
    /// <summary>
    /// Its query is about to be submitted, or was. Nobody has read it, and nobody will before it is checked.
    /// </summary>
    Started = 0,

    /// <summary>
    /// It passed its check and is about to be published, or was: whether it was, the live table says, and then the
    /// version that replaced it.
    /// </summary>
    Checked = 1,

    /// <summary>
    /// It was published. Nobody writes this any more: it is how a checked version reads that another one has replaced.
    /// </summary>
    Published = 2,

    /// <summary>A rollback went from it to the version before.</summary>
    Withdrawn = 3,

    /// <summary>Its data is being deleted or is gone: it must never be published again.</summary>
    Removed = 4,
}
