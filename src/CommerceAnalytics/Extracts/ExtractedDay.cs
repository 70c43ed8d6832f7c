using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Extracts;

/// <summary>A day of a service that the extract holds, whole.</summary>
/// <param name="Day">UTC day of the raw log.</param>
/// <param name="ExecutionDate">The run that read it had this date: events that came later are not in it.</param>
/// <param name="Fingerprint">Of the statement that read it.</param>
/// <param name="HasEvents">Whether there were any.</param>
/// <param name="Location"><c>s3://</c> address of its data, with a slash at its end.</param>
public sealed record ExtractedDay(
    DateOnly Day,
    string ServiceName,
    DateOnly ExecutionDate,
    string Fingerprint,
    bool HasEvents,
    string Location
)
{
    /// <summary>How long the query took that read it, queue included, in milliseconds; null when not known.</summary>
    public long? QueryMs { get; init; }

    /// <summary>
    /// Lines of the raw log of that day, of whichever service, that it could not read; null where it could read all or
    /// the engine did not tell.
    /// </summary>
    public SkippedDay? Skipped { get; init; }
}
