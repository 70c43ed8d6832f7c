using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Extracts;

/// <summary>
/// One attempt to extract some days of some services: where it is built, and the statement that builds it.
/// </summary>
public sealed record ExtractPlan
{
    /// <summary>Days and services.</summary>
    public required ExtractChunk Chunk { get; init; }

    /// <summary>Table that the statement creates, of this attempt alone.</summary>
    public required string StagingTable { get; init; }

    /// <summary><c>s3://</c> address below which it writes, with a slash at its end; of this attempt alone.</summary>
    public required string Location { get; init; }

    /// <summary>Columns that the table must have, in order, types as Glue has them.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>The CREATE TABLE AS SELECT, in Athena's SQL, without a semicolon.</summary>
    public required string Sql { get; init; }

    /// <summary>Where a day of a service lies once it is written, with a slash at its end.</summary>
    /// <param name="day">UTC day.</param>
    public string LocationOf(DateOnly day, string serviceName) =>
        $"{Location}day={day:yyyy-MM-dd}/service={serviceName}/";
}
