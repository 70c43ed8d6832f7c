using System.Text.Json.Serialization;
using CommerceAnalytics.Events;
using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>
/// What all activities of a run need to render the same SQL and the same names each time: taken once, when the run is
/// prepared, so that a change of settings in the middle of a run changes nothing about it.
/// </summary>
/// <param name="RunId">The run's instance id.</param>
/// <param name="RunKey">The run id with a suffix of its own: never used twice, even where an id is.</param>
/// <param name="ExecutionDate">The run's date.</param>
/// <param name="Force">Whether a live table of a later date may be replaced.</param>
/// <param name="Settings">
/// Settings as they were, without the service names (which may be many) and the webhooks (which are secrets).
/// </param>
/// <param name="Events">How to read the events table.</param>
public sealed record RunScope(
    string RunId,
    string RunKey,
    DateOnly ExecutionDate,
    bool Force,
    CommerceSettings Settings,
    EventsTableFit Events
)
{
    /// <summary>UTC days that are to be extracted from the raw log in any case.</summary>
    public IReadOnlyList<DateOnly> Reextract { get; init; } = [];

    /// <summary>
    /// Whether published versions are entered into history, or some of an earlier setting may still be in it.
    /// </summary>
    public bool KeepsHistory { get; init; }

    /// <summary>Whether what is built goes to history alone, and no live table is touched.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsHistoryOnly { get; init; }

    /// <summary>
    /// The shop's own summaries as they were (<see cref="PinnedFiles"/>); null where there were none. Those that the
    /// program brings are part of the program.
    /// </summary>
    public string? OwnSummaries { get; init; }

    /// <summary>The summaries of the run, whatever becomes of files meanwhile.</summary>
    [JsonIgnore]
    public SummarySet Summaries => SummarySet.Of(Settings, PinnedFiles.Unpack(OwnSummaries));

    /// <summary>
    /// <c>s3://</c> address of the result files of the run's queries: a folder of its own, so that they can be told
    /// from all others.
    /// </summary>
    [JsonIgnore]
    public string ResultsLocation => $"{Settings.QueryResultsAddress()}{RunKey}/";

    /// <summary>The plan of one attempt to refresh one table: the same text each time.</summary>
    /// <param name="attempt">1 or 2.</param>
    public TablePlan Plan(string serviceName, string queryType, int attempt) =>
        new SummaryPlanner(Settings, Summaries).Plan(serviceName, queryType, ExecutionDate, Events, RunKey, attempt);

    /// <summary>The plan of one attempt to build the overview: the same text each time.</summary>
    /// <param name="services">Its services.</param>
    /// <param name="attempt">1 or 2.</param>
    public TablePlan OverviewPlan(IReadOnlyList<string> services, int attempt) =>
        new OverviewPlanner(Settings).Plan(services, ExecutionDate, Events, RunKey, attempt);

    /// <summary>Settings as a run carries them.</summary>
    /// <param name="settings">All settings.</param>
    /// <param name="executionDate">
    /// Execution date: of the excluded days only those that its windows may hold are carried.
    /// </param>
    /// <param name="summaries">The summaries of the run.</param>
    public static CommerceSettings Snapshot(CommerceSettings settings, DateOnly executionDate, SummarySet summaries)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(summaries);
        var longest = Math.Max(OverviewTable.WindowDays, summaries.LongestWindow);
        var excluded = ExcludedDays.Near(settings.ExcludedDays, executionDate, longest);
        return settings with
        {
            ServiceNames = [],
            AlertWebhookUrl = null,
            DigestWebhookUrl = null,
            ExcludedDays = excluded,
        };
    }
}
