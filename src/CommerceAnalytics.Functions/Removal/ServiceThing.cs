using System.Text.Json.Serialization;

namespace CommerceAnalytics.Functions.Removal;

/// <summary>Something that the pipeline keeps for a service.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Place">
/// A table of the catalog, a day of the extract, or an <c>s3://</c> address with a slash at its end.
/// </param>
/// <param name="Objects">Objects there; 0 for what stands in the catalog alone.</param>
/// <param name="Bytes">Their size; 0 where it is not known.</param>
public sealed record ServiceThing(
    [property: JsonPropertyName("kind")] ServiceThingKind Kind,
    [property: JsonPropertyName("place")] string Place,
    [property: JsonPropertyName("objects")] int Objects = 0,
    [property: JsonPropertyName("bytes")] long Bytes = 0
);

/// <summary>Kinds of things that the pipeline keeps for a service.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ServiceThingKind>))]
public enum ServiceThingKind
{
    /// <summary>A summary table in the catalog.</summary>
    [JsonStringEnumMemberName("table")]
    Table = 0,

    /// <summary>A version of a summary table: its data and its record.</summary>
    [JsonStringEnumMemberName("version")]
    Version = 1,

    /// <summary>A day that the extract's table shows.</summary>
    [JsonStringEnumMemberName("extracted_day")]
    ExtractedDay = 2,

    /// <summary>Data of the extract: one day as one run wrote it.</summary>
    [JsonStringEnumMemberName("extract")]
    Extract = 3,

    /// <summary>A table of a summary's name that the pipeline did not publish. It is left alone.</summary>
    [JsonStringEnumMemberName("other_table")]
    OtherTable = 4,

    /// <summary>A night that a history table shows.</summary>
    [JsonStringEnumMemberName("night")]
    Night = 5,
}
