using System.Text.RegularExpressions;
using CommerceAnalytics.Failures;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Runs;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Settings;

/// <summary>
/// What every setting may hold. Each rule yields one sentence that names the key, its value and the remedy.
/// </summary>
internal static partial class CommerceSettingsRules
{
    public static IEnumerable<string> Problems(CommerceSettings settings) =>
        [
            .. Services(settings.ServiceNames),
            .. Names(settings),
            .. Addresses(settings),
            .. Dates(settings),
            .. SettingRanges.Problems(CommerceSettings.Section, settings),
            .. SummarySet.Problems(settings),
            .. SettingRanges.Problems(CheckSettings.Section, settings.Checks),
            .. settings.Audit.Wrong().Select(wrong => wrong.Problem(AuditSettings.Section)),
        ];

    private static IEnumerable<string> Services(IReadOnlyList<string> names)
    {
        if (names.Count > RunLimits.MostServices)
            return RunLimits.TooMany(Key(nameof(CommerceSettings.ServiceNames)), names.Count, RunLimits.MostServices);
        return EachService(names);
    }

    private static IEnumerable<string> EachService(IReadOnlyList<string> names)
    {
        foreach (var name in names.Where(name => !ServiceName.IsValid(name)))
            yield return $"{Key(nameof(CommerceSettings.ServiceNames))} holds {Shown.Text(name)}: {ServiceName.Rule}";
        foreach (var twice in names.GroupBy(name => name).Where(group => group.Count() > 1))
            yield return $"{Key(nameof(CommerceSettings.ServiceNames))} holds {Shown.Text(twice.Key)} more than once: name each service once.";
    }

    private static IEnumerable<string> Names(CommerceSettings s) =>
        [
            .. Matches(
                nameof(s.Catalog),
                s.Catalog,
                CatalogName(),
                "the name of an Athena data catalog: letters, digits, '_', '-' and '@', e.g. AwsDataCatalog"
            ),
            .. Matches(nameof(s.EventsDatabase), s.EventsDatabase, TableName(), TableNameRule),
            .. Matches(nameof(s.EventsTable), s.EventsTable, TableName(), TableNameRule),
            .. Matches(nameof(s.Database), s.Database, TableName(), TableNameRule),
            .. Matches(
                nameof(s.WorkGroup),
                s.WorkGroup,
                WorkGroupName(),
                "the name of an Athena workgroup: letters, digits, '_', '-' and '.', at most 128"
            ),
        ];

    private static IEnumerable<string> Addresses(CommerceSettings s)
    {
        foreach (
            var problem in Matches(
                nameof(s.ResultsBucket),
                s.ResultsBucket,
                BucketName(),
                "the name of the S3 bucket that summaries are written to: 3 to 63 lower-case letters, digits, '.' and '-'"
            )
        )
            yield return problem;
        foreach (
            var problem in Matches(
                nameof(s.SummaryPrefix),
                s.SummaryPrefix,
                KeyPrefix(),
                "a key prefix such as commerce-summary, no part of which begins with '_' or '.', without slashes at its ends"
            )
        )
            yield return problem;
        if (!string.IsNullOrEmpty(s.QueryResultsLocation) && !S3Address().IsMatch(s.QueryResultsLocation))
            yield return Problem(
                nameof(s.QueryResultsLocation),
                s.QueryResultsLocation,
                "an address such as s3://bucket/prefix/, or nothing"
            );
        else if (IsAmongOwnData(s))
            yield return Problem(
                nameof(s.QueryResultsLocation),
                s.QueryResultsLocation,
                $"outside {s.PipelineAddress()}, whose folders are tables' data and the pipeline's records, or nothing"
            );
        if (!IsWebhook(s.AlertWebhookUrl))
            yield return Problem(nameof(s.AlertWebhookUrl), null, WebhookRule);
        if (!IsWebhook(s.DigestWebhookUrl))
            yield return Problem(nameof(s.DigestWebhookUrl), null, WebhookRule);
        if (!string.IsNullOrEmpty(s.PublicUrl) && !IsPublic(s.PublicUrl))
            yield return Problem(
                nameof(s.PublicUrl),
                s.PublicUrl,
                "the https:// address under which people reach the monitor, without a query, such as https://commerce.example.com, or nothing"
            );
    }

    private static bool IsWebhook(string? text) => string.IsNullOrEmpty(text) || IsSafeAddress(text);

    private static bool IsPublic(string text) => IsSafeAddress(text) && !text.Contains('?') && !text.Contains('#');

    /// <summary>Result files among the reports would show as rows of <c>pipeline_runs</c>.</summary>
    private static bool IsAmongOwnData(CommerceSettings s)
    {
        var given = s.QueryResultsAddress();
        var usual = (s with { QueryResultsLocation = null }).QueryResultsAddress();
        return given.StartsWith(s.PipelineAddress(), StringComparison.Ordinal)
            && !given.StartsWith(usual, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Dates(CommerceSettings s)
    {
        if (!ReportingZone.Exists(s.ReportingTimeZone))
            yield return Problem(
                nameof(s.ReportingTimeZone),
                s.ReportingTimeZone,
                "an IANA time zone name such as UTC or Asia/Seoul"
            );
        foreach (
            var problem in Matches(
                nameof(s.Currency),
                s.Currency,
                CurrencyCode(),
                "an ISO 4217 currency code of three capital letters such as KRW or EUR"
            )
        )
            yield return problem;
        if (s.MinDataDate < new DateOnly(1970, 1, 1))
            yield return Problem(nameof(s.MinDataDate), $"{s.MinDataDate:yyyy-MM-dd}", "a date from 1970-01-01 on");
        foreach (var problem in Excluded(s))
            yield return problem;
    }

    private static IEnumerable<string> Excluded(CommerceSettings s)
    {
        var key = Key(nameof(s.ExcludedDays));
        if (s.ExcludedDays.Count > ExcludedDays.Most)
            return RunLimits.TooMany(key, s.ExcludedDays.Count, ExcludedDays.Most);
        var services = s.RunServices().ToHashSet();
        // An empty app setting is how portals and samples say "not set".
        var entries = s.ExcludedDays.Where(entry => entry.Length > 0);
        return entries
            .Select(entry => (Entry: entry, Remedy: Remedy(entry, services)))
            .Where(one => one.Remedy is not null)
            .Select(one => $"{key} holds {Shown.Text(one.Entry)}: {one.Remedy}");
    }

    /// <summary>
    /// What is to be done about an entry; null where it is sound. One of a service that nobody runs would leave nothing
    /// out, and nobody would see it.
    /// </summary>
    private static string? Remedy(string entry, HashSet<string> services)
    {
        var parsed = ExcludedDays.Parse(entry);
        if (parsed is null || (parsed.Value.ServiceName is { } name && !ServiceName.IsValid(name)))
            return "write a day as YYYY-MM-DD, or service:YYYY-MM-DD for one service alone.";
        return parsed.Value.ServiceName is not { } service || services.Contains(service)
            ? null
            : $"{Key(nameof(CommerceSettings.ServiceNames))} has no service {service}; write the service as it stands there, or the day without a service to leave it out for all.";
    }

    private static IEnumerable<string> Matches(string name, string? value, Regex pattern, string need) =>
        value is not null && pattern.IsMatch(value) ? [] : [Problem(name, value ?? "", need)];

    private static bool IsSafeAddress(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static string Problem(string name, string? value, string need) =>
        $"{Key(name)} {(value is null ? "is not usable" : value.Length == 0 ? "is empty" : $"is {Shown.Text(value)}")}: it must be {need}.";

    private static string Key(string name) => $"{CommerceSettings.Section}:{name}";

    private const string WebhookRule = "an https:// address (its value is a secret and is not shown), or nothing";

    private const string TableNameRule =
        "a name as the Glue catalog has it: lower-case letters, digits and '_', at most 128";

    [GeneratedRegex(@"\A[A-Za-z0-9_@-]{1,128}\z")]
    private static partial Regex CatalogName();

    [GeneratedRegex(@"\A[A-Z]{3}\z")]
    private static partial Regex CurrencyCode();

    [GeneratedRegex(@"\A[a-z0-9_]{1,128}\z")]
    private static partial Regex TableName();

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,128}\z")]
    private static partial Regex WorkGroupName();

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\z")]
    private static partial Regex BucketName();

    [GeneratedRegex(@"\A[A-Za-z0-9-][A-Za-z0-9._-]*(/[A-Za-z0-9-][A-Za-z0-9._-]*)*\z")]
    private static partial Regex KeyPrefix();

    [GeneratedRegex(@"\As3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](/[A-Za-z0-9._=-]+)*/?\z")]
    private static partial Regex S3Address();
}
