using System.Text.Json.Serialization;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Alerts;

/// <summary>What somebody should hear of a run.</summary>
/// <param name="Kind">Why.</param>
/// <param name="ExecutionDate">Its date.</param>
/// <param name="Line">What came of it so far, in one line.</param>
/// <param name="Report"><c>s3://</c> address of the report; null while there is none.</param>
/// <param name="Causes">What went wrong, each cause once; the first few.</param>
public sealed record RunAlert(
    AlertKind Kind,
    string RunId,
    DateOnly ExecutionDate,
    string Line,
    string? Report,
    IReadOnlyList<ReportCause> Causes
)
{
    /// <summary>
    /// Tables that are held for the third night in a row or longer: since when, and how old is what readers see; null for
    /// none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Held { get; init; }

    /// <summary>
    /// The night since which tables of it have not been published, or, once recovered, had not been; null where there
    /// are none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateOnly? Since { get; init; }

    /// <summary>Address of the run on the monitor; null where no setting says where people reach it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Link { get; init; }
}

/// <summary>Why somebody should hear of a run.</summary>
public enum AlertKind
{
    /// <summary>A table failed.</summary>
    Failed = 0,

    /// <summary>It has not ended by its deadline.</summary>
    Late = 1,

    /// <summary>With it, all tables that had failed in earlier runs are published again.</summary>
    Recovered = 2,

    /// <summary>A night's run did not begin in time.</summary>
    Missed = 3,
}
