using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Extract;

/// <summary>Input of the extraction of a run.</summary>
/// <param name="Services">Its services with the query types of the tables to refresh.</param>
/// <param name="QueueId">The run's query queue.</param>
/// <param name="Redo">Days to read again in any case.</param>
public sealed record ExtractInput(
    RunScope Run,
    IReadOnlyList<ExtractService> Services,
    string QueueId,
    IReadOnlyList<DateOnly> Redo
);

/// <summary>A service whose tables read the extract.</summary>
/// <param name="QueryTypes">Query types of the tables to refresh.</param>
public sealed record ExtractService(string ServiceName, IReadOnlyList<string> QueryTypes);

/// <summary>What a run has to extract.</summary>
/// <param name="Steps">Statements.</param>
/// <param name="Fingerprint">Of these statements.</param>
/// <param name="LastDurationMs">
/// How long the longest of the last night's took, in milliseconds; null when not known.
/// </param>
public sealed record ExtractWork(IReadOnlyList<ExtractStep> Steps, string Fingerprint, long? LastDurationMs)
{
    /// <summary>
    /// Lines that could not be read when days of the run's windows were extracted on earlier nights; null where none
    /// are known of.
    /// </summary>
    public IReadOnlyList<SkippedDay>? Skipped { get; init; }
}

/// <summary>Input of one statement's orchestration.</summary>
/// <param name="Step">The statement.</param>
/// <param name="Fingerprint">Of the statement.</param>
/// <param name="QueueId">The run's query queue.</param>
/// <param name="LastDurationMs">How long such a query took last time, in milliseconds; null when not known.</param>
public sealed record ExtractStepInput(
    RunScope Run,
    ExtractStep Step,
    string Fingerprint,
    string QueueId,
    long? LastDurationMs
);

/// <summary>What a run learns from its extraction.</summary>
/// <param name="Report">For the run's report.</param>
/// <param name="Missing">What could not be extracted and is not there from an earlier night.</param>
/// <param name="Failure">Why nothing was extracted: no table can be refreshed.</param>
public sealed record ExtractResult(ExtractReport Report, IReadOnlyList<MissingDays> Missing, Failure? Failure = null);

/// <summary>Days that could not be extracted.</summary>
/// <param name="Days">UTC days.</param>
/// <param name="Services">Of these services.</param>
/// <param name="Cause">Why.</param>
public sealed record MissingDays(IReadOnlyList<DateOnly> Days, IReadOnlyList<string> Services, ReportNotice Cause);
