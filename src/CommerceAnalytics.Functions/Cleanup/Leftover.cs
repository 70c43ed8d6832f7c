using System.Text.Json.Serialization;

namespace CommerceAnalytics.Functions.Cleanup;

/// <summary>Something that a run which is over has left behind.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">A table of the catalog, or an <c>s3://</c> address with a slash at its end.</param>
/// <param name="Objects">Objects there; 0 for a table of the catalog.</param>
/// <param name="Bytes">Their size.</param>
public sealed record Leftover(
    [property: JsonPropertyName("kind")] LeftoverKind Kind,
    [property: JsonPropertyName("run_id")] string RunId,
    [property: JsonPropertyName("place")] string Place,
    [property: JsonPropertyName("objects")] int Objects = 0,
    [property: JsonPropertyName("bytes")] long Bytes = 0
);

/// <summary>Kinds of things that runs leave behind.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<LeftoverKind>))]
public enum LeftoverKind
{
    /// <summary>A staging table in the catalog that nobody publishes any more.</summary>
    [JsonStringEnumMemberName("staging_table")]
    StagingTable = 0,

    /// <summary>Data of a version that was never published.</summary>
    [JsonStringEnumMemberName("location")]
    Location = 1,

    /// <summary>Athena's result files of a run's queries.</summary>
    [JsonStringEnumMemberName("results")]
    Results = 2,

    /// <summary>
    /// Data of days of the extract that have been extracted anew since, beyond the <c>VersionsToKeep</c> that stay.
    /// </summary>
    [JsonStringEnumMemberName("superseded_extract")]
    SupersededExtract = 3,

    /// <summary>Data of an extraction that was never published.</summary>
    [JsonStringEnumMemberName("extract")]
    Extract = 4,

    /// <summary>What a verification tried out and did not clear up: its staging table, or objects.</summary>
    [JsonStringEnumMemberName("trial")]
    Trial = 5,

    /// <summary>Data of a version that neither a table nor history shows any more.</summary>
    [JsonStringEnumMemberName("retired_version")]
    RetiredVersion = 6,
}
