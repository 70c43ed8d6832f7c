using System.Globalization;
using System.Text.Json;
using CommerceAnalytics.Audit;
using CommerceAnalytics.Aws.S3;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Aws.Glue;

/// <summary>What the pipeline writes into a live table's properties, and reads from them.</summary>
public static class TableParameters
{
    private const string Prefix = "commerce.";
    private const string CalculationDateKey = "commerce.calculation_date";
    private const string WrittenAtKey = "commerce.written_at";
    private const string RunIdKey = "commerce.run_id";
    private const string DurationKey = "commerce.query_ms";
    private const string RowsKey = "commerce.rows";
    private const string ExcludedDaysKey = "commerce.excluded_days";
    private const string ServiceNamesKey = "commerce.service_names";
    private const string DefinitionKey = "commerce.definition";
    private const string WindowDaysKey = "commerce.window_days";
    private const string AcceptedKey = "commerce.accepted_findings";
    private const string RolledBackByKey = "commerce.rolled_back_by";

    /// <summary>
    /// The execution date that a live table shows; null for a table that the pipeline did not publish.
    /// </summary>
    /// <param name="table">A live table, or null for one that is not there.</param>
    public static DateOnly? CalculationDate(CatalogTable? table) => DayText.Parse(Value(table, CalculationDateKey));

    /// <summary>
    /// When the data that a live table shows was written, UTC; null for a table that the pipeline did not publish.
    /// </summary>
    /// <param name="table">A live table, or null for one that is not there.</param>
    public static DateTimeOffset? WrittenAt(CatalogTable? table) => table is null ? null : WrittenAt(table.Parameters);

    /// <summary>
    /// When the data that a live table or a night shows was written, UTC; null where the pipeline did not publish it.
    /// </summary>
    /// <param name="parameters">Properties of the table or partition.</param>
    public static DateTimeOffset? WrittenAt(IReadOnlyDictionary<string, string> parameters) =>
        DateTimeOffset.TryParse(
            parameters.GetValueOrDefault(WrittenAtKey),
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out var at
        )
            ? at
            : null;

    /// <summary>
    /// How long Athena took to write a live table's data, queue included, in milliseconds; null when not known.
    /// </summary>
    /// <param name="table">A live table, or null for one that is not there.</param>
    public static long? DurationMs(CatalogTable? table) =>
        long.TryParse(Value(table, DurationKey), out var duration) ? duration : null;

    /// <summary>The run that published a live table; null for a table that the pipeline did not publish.</summary>
    /// <param name="table">A live table, or null for one that is not there.</param>
    public static string? RunId(CatalogTable? table) => Value(table, RunIdKey);

    /// <summary>The run that built what a night shows; null where the pipeline did not.</summary>
    /// <param name="parameters">Properties of the partition.</param>
    public static string? RunId(IReadOnlyDictionary<string, string> parameters) =>
        parameters.GetValueOrDefault(RunIdKey);

    /// <summary>
    /// The days that were left out of the window of the data that a live table shows, in order: as the settings said
    /// when it was built, whatever they say today. Empty where none were, and for a table that the pipeline did not
    /// publish.
    /// </summary>
    /// <param name="table">A live table, or null for one that is not there.</param>
    public static IReadOnlyList<DateOnly> ExcludedDays(CatalogTable? table) =>
        Windows.ExcludedDays.Of(Value(table, ExcludedDaysKey)?.Split(", ") ?? [], serviceName: null);

    /// <summary>
    /// The definition that built what a night shows, and the days of its window that were read; null where the night was
    /// built before these were written down.
    /// </summary>
    /// <param name="parameters">Properties of the partition.</param>
    public static (string Definition, int WindowDays)? BuiltBy(IReadOnlyDictionary<string, string> parameters) =>
        parameters.GetValueOrDefault(DefinitionKey) is { } definition
        && int.TryParse(parameters.GetValueOrDefault(WindowDaysKey), out var days)
            ? (definition, days)
            : null;

    /// <summary>The services that the live overview shows; none where the pipeline did not publish it.</summary>
    /// <param name="overview">The live overview, or null where there is none.</param>
    public static IReadOnlyList<string> ServiceNames(CatalogTable? overview) =>
        Value(overview, ServiceNamesKey)?.Split(',') ?? [];

    /// <summary>
    /// Findings that do not hold the nights after a live table's, since somebody published it in spite of them.
    /// </summary>
    /// <param name="table">A live table, or null for one that is not there.</param>
    public static IReadOnlyList<AcceptedFinding> Accepted(CatalogTable? table) =>
        Value(table, AcceptedKey) is { } json ? JsonSerializer.Deserialize<AcceptedFinding[]>(json) ?? [] : [];

    /// <summary>What a live table's properties say of the version that it shows.</summary>
    /// <param name="version">The version.</param>
    /// <param name="rolledBackBy">The run that rolled back to it; null where none did.</param>
    public static IReadOnlyDictionary<string, string> For(TableVersion version, string? rolledBackBy)
    {
        var parameters = new Dictionary<string, string>
        {
            [CalculationDateKey] = DayText.Of(version.ExecutionDate),
            [WrittenAtKey] = version.WrittenAt.ToString("O"),
            [RunIdKey] = version.RunId,
            [DurationKey] = (version.QueryMs ?? 0).ToString(),
            [RowsKey] = (version.Rows ?? 0).ToString(),
        };
        if (version.Definition is { } definition)
        {
            parameters[DefinitionKey] = definition;
            parameters[WindowDaysKey] = version.WindowDays.ToString();
        }

        if (version.ExcludedDays.Count > 0)
            parameters[ExcludedDaysKey] = Windows.ExcludedDays.Text(version.ExcludedDays);
        // Glue takes 512,000 characters.
        if (version.ServiceNames is { } services)
            parameters[ServiceNamesKey] = string.Join(',', services);
        if (version.Accepted is { Count: > 0 } accepted)
            parameters[AcceptedKey] = JsonSerializer.Serialize(accepted);
        if (rolledBackBy is not null)
            parameters[RolledBackByKey] = rolledBackBy;
        return parameters;
    }

    /// <summary>A live table's properties with other accepted findings; all else stays.</summary>
    /// <param name="parameters">Its properties.</param>
    /// <param name="accepted">What is accepted from now on.</param>
    public static IReadOnlyDictionary<string, string> WithAccepted(
        IReadOnlyDictionary<string, string> parameters,
        IReadOnlyList<AcceptedFinding> accepted
    )
    {
        var own = parameters.Where(one => one.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary();
        own.Remove(AcceptedKey);
        if (accepted.Count > 0)
            own[AcceptedKey] = JsonSerializer.Serialize(accepted);
        return own;
    }

    private static string? Value(CatalogTable? table, string key) => table?.Parameters.GetValueOrDefault(key);
}
