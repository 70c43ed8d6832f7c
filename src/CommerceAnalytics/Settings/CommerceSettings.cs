using System.ComponentModel.DataAnnotations;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Settings;

/// <summary>
/// The section <c>CommerceAnalytics</c> of the settings: what the pipeline reads, where it writes and how hard it may
/// push Athena.
/// </summary>
/// <remarks>Validated once, at start-up, with all violations in one message: see <see cref="Problems"/>.</remarks>
public sealed record CommerceSettings
{
    /// <summary>Name of the section.</summary>
    public const string Section = "CommerceAnalytics";

    /// <summary>
    /// The services of a run that names none itself. Empty: <c>theshop-brand</c> and <c>theshop-pharmacy</c>.
    /// </summary>
    /// <remarks>
    /// Empty by default because the configuration binder adds to the list that it finds instead of replacing it.
    /// Read <see cref="RunServices"/>.
    /// </remarks>
    public IReadOnlyList<string> ServiceNames { get; init; } = [];

    /// <summary>Athena data catalog of both databases. Default <c>AwsDataCatalog</c>.</summary>
    public string Catalog { get; init; } = "AwsDataCatalog";

    /// <summary>Database of the event log. Default <c>log_db</c>; only read.</summary>
    public string EventsDatabase { get; init; } = "log_db";

    /// <summary>External table of the event log. Default <c>logall</c>; only read.</summary>
    public string EventsTable { get; init; } = "logall";

    /// <summary>Database of the summary tables and of the pipeline's own tables. Default <c>log_db</c>.</summary>
    public string Database { get; init; } = "log_db";

    /// <summary>
    /// Athena workgroup; one whose configuration is enforced forbids <c>external_location</c> and is refused. Default
    /// <c>primary</c>.
    /// </summary>
    public string WorkGroup { get; init; } = "primary";

    /// <summary>S3 bucket that summaries, reports and query results are written to. Required.</summary>
    public string ResultsBucket { get; init; } = "";

    /// <summary>
    /// Key prefix in <see cref="ResultsBucket"/>, without slashes at its ends; nothing outside its folder
    /// <c>pipeline/</c> is touched. Default <c>commerce-summary</c>.
    /// </summary>
    public string SummaryPrefix { get; init; } = "commerce-summary";

    /// <summary>
    /// <c>s3://</c> address for Athena's own result files. Null or empty: <c>pipeline/athena-results/</c> under
    /// <see cref="SummaryPrefix"/>. Read <see cref="QueryResultsAddress"/>.
    /// </summary>
    public string? QueryResultsLocation { get; init; }

    /// <summary>IANA name of the zone that days and hours are counted in. Default <c>UTC</c>.</summary>
    public string ReportingTimeZone { get; init; } = ReportingZone.Utc;

    /// <summary>
    /// ISO 4217 code of the currency that prices and amounts of the log are in: pages write money by it. Default
    /// <c>KRW</c>.
    /// </summary>
    public string Currency { get; init; } = "KRW";

    /// <summary>
    /// First UTC day whose events are sound; those of earlier days are never read. Default 2025-10-01.
    /// </summary>
    public DateOnly MinDataDate { get; init; } = new(2025, 10, 1);

    /// <summary>
    /// Days of the reporting zone that are in no window, e.g. since their events are damaged: <c>YYYY-MM-DD</c>, or
    /// <c>service:YYYY-MM-DD</c> for one service alone. At most 1,000. Default none.
    /// </summary>
    public IReadOnlyList<string> ExcludedDays { get; init; } = [];

    /// <summary>
    /// Services that are refreshed side by side, 1 to 100; 1 is strictly one after another. Default 2.
    /// </summary>
    [Range(1, 100)]
    public int MaxConcurrentServices { get; init; } = 2;

    /// <summary>
    /// Queries of a run that are active (running or queued) at once over all its services, 1 to 200. Default 7: Athena
    /// allows an account 25 or so, of which the user-behaviour pipeline may hold 8.
    /// </summary>
    [Range(1, 200)]
    public int MaxConcurrentQueries { get; init; } = 7;

    /// <summary>Minutes after which a query is stopped and its table failed, 1 to 1,440. Default 30.</summary>
    [Range(1, 1440)]
    public int QueryTimeoutMinutes { get; init; } = 30;

    /// <summary>
    /// Minutes after its start, waiting for its turn included, from which a run counts as late, 1 to 1,440: its report
    /// says so and <see cref="AlertWebhookUrl"/> is told. It goes on all the same. Default 60.
    /// </summary>
    [Range(1, 1440)]
    public int RunDeadlineMinutes { get; init; } = 60;

    /// <summary>Minutes within which a result click belongs to a search before it, 1 to 1,440. Default 30.</summary>
    [Range(1, 1440)]
    public int SearchClickWindowMinutes { get; init; } = 30;

    /// <summary>
    /// Folder with a shop's own summaries, one <c>.sql</c> file each; relative to the app's own. Null or empty: none.
    /// </summary>
    public string? SummariesFolder { get; init; }

    /// <summary>What a shop wants otherwise than the summaries' files say, by the summaries' names.</summary>
    public IReadOnlyDictionary<string, SummarySettings> Summaries { get; init; } =
        new Dictionary<string, SummarySettings>();

    /// <summary>Versions of each table that stay readable, the live one included, 1 to 100. Default 2.</summary>
    [Range(1, 100)]
    public int VersionsToKeep { get; init; } = 2;

    /// <summary>
    /// Nights that history shows of each table, counted in the calendar back from the live one, which is the first: 0
    /// to 4,000; 0 keeps none. <see cref="VersionsToKeep"/> counts versions besides. Default 400.
    /// </summary>
    [Range(0, 4000)]
    public int HistoryNights { get; init; } = 400;

    /// <summary>
    /// Whether summaries read the raw log or the nightly extract of it. Default <see cref="ScanMode.Direct"/>.
    /// </summary>
    public ScanMode ScanMode { get; init; } = ScanMode.Direct;

    /// <summary>
    /// With <see cref="ScanMode.Extract"/>: nights after its own on which a day of the raw log is read once more, for
    /// events that came late, 0 to 30. Default 2.
    /// </summary>
    [Range(0, 30)]
    public int ReextractDays { get; init; } = 2;

    /// <summary>
    /// With <see cref="ScanMode.Extract"/>: days of the raw log that one query extracts at most, 1 to 100; fewer where
    /// a query of so many days would not end within <see cref="QueryTimeoutMinutes"/>. Default 10.
    /// </summary>
    [Range(1, 100)]
    public int ExtractDaysPerQuery { get; init; } = 10;

    /// <summary>
    /// Address that is told of failed, late and recovered runs; <c>https</c>, or <c>http</c> on this machine. Null or
    /// empty: nobody is.
    /// </summary>
    public string? AlertWebhookUrl { get; init; }

    /// <summary>
    /// Address that is told each night's figures and what moved, when its run has ended; <c>https</c>, or <c>http</c> on
    /// this machine. Null or empty: nobody is.
    /// </summary>
    public string? DigestWebhookUrl { get; init; }

    /// <summary>
    /// How messages to <see cref="AlertWebhookUrl"/> and <see cref="DigestWebhookUrl"/> are written. Default <see cref="AlertFormat.Auto"/>.
    /// </summary>
    public AlertFormat AlertFormat { get; init; } = AlertFormat.Auto;

    /// <summary>
    /// Address under which people reach the pages of <c>serve</c>: messages then lead to the run that they tell of.
    /// <c>https</c>, or <c>http</c> on this machine; without a query. Null or empty: messages have no link.
    /// </summary>
    public string? PublicUrl { get; init; }

    /// <summary>Thresholds of the checks of data quality.</summary>
    public CheckSettings Checks { get; init; } = new();

    /// <summary>What is warned about, or held back, before a table is published.</summary>
    public AuditSettings Audit { get; init; } = new();

    /// <summary>The zone that days are counted in. Sound settings name one that is known.</summary>
    public ReportingZone Zone() => ReportingZone.Named(ReportingTimeZone);

    /// <summary>The complete days before a date that a service's table covers.</summary>
    /// <param name="executionDate">After <see cref="MinDataDate"/>.</param>
    /// <param name="days">Days of the window, at least 1.</param>
    /// <param name="serviceName">Null: only the days that are left out for all services are left out.</param>
    public SummaryWindow Window(DateOnly executionDate, int days, string? serviceName)
    {
        var excluded = Windows.ExcludedDays.Of(ExcludedDays, serviceName);
        return SummaryWindow.Before(executionDate, days, Zone(), MinDataDate, excluded);
    }

    /// <summary>The services of a run that names none itself: <see cref="ServiceNames"/>, or the two shops.</summary>
    public IReadOnlyList<string> RunServices()
    {
        if (ServiceNames.Count > 0)
            return ServiceNames;
        return ["theshop-brand", "theshop-pharmacy"];
    }

    /// <summary>
    /// <c>s3://</c> address of <see cref="SummaryPrefix"/>, with a slash at its end. Tables of an older pipeline may
    /// lie in it.
    /// </summary>
    public string SummaryAddress() => $"s3://{ResultsBucket}/{SummaryPrefix}/";

    /// <summary>
    /// <c>s3://</c> address of the one folder that the pipeline lists, writes and deletes in, with a slash at its end.
    /// </summary>
    public string PipelineAddress() => $"{SummaryAddress()}pipeline/";

    /// <summary><c>s3://</c> address below which versions of tables lie, with a slash at its end.</summary>
    public string TablesAddress() => $"{PipelineAddress()}tables/";

    /// <summary><c>s3://</c> address for Athena's own result files, with a slash at its end.</summary>
    public string QueryResultsAddress()
    {
        return string.IsNullOrEmpty(QueryResultsLocation)
            ? $"{PipelineAddress()}athena-results/"
            : $"{QueryResultsLocation.TrimEnd('/')}/";
    }

    /// <summary>
    /// All violations, one sentence each: the key, what it holds, what it may hold. Empty when the settings are sound.
    /// </summary>
    public IReadOnlyList<string> Problems() => [.. CommerceSettingsRules.Problems(this)];
}

/// <summary>Where the summaries read events from.</summary>
public enum ScanMode
{
    /// <summary>The raw event log, once per summary.</summary>
    Direct = 0,

    /// <summary>
    /// The table <c>pipeline_events</c>, into which each night's commerce events are written once for all services.
    /// </summary>
    Extract = 1,
}

/// <summary>How a message is written.</summary>
public enum AlertFormat
{
    /// <summary>As the address tells: Slack's and Teams' hosts are known, all others get <see cref="Json"/>.</summary>
    Auto = 0,

    /// <summary>A plain JSON object: docs/operate/messages.md.</summary>
    Json = 1,

    /// <summary>Slack's incoming webhooks.</summary>
    Slack = 2,

    /// <summary>An adaptive card, as Teams' workflows and connectors take it.</summary>
    Teams = 3,
}
