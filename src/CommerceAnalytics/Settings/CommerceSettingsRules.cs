using System.Text.RegularExpressions;
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
    public static IEnumerable<string> Problems(CommerceSettings settings)
    {
        return
        [
            .. Services(settings.ServiceNames),
            .. Names(settings).OfType<string>(),
            .. Addresses(settings).OfType<string>(),
            .. Dates(settings),
            .. SettingRanges.Problems(CommerceSettings.Section, settings),
            .. SummarySet.Problems(settings),
            .. SettingRanges.Problems(CheckSettings.Section, settings.Checks),
            .. settings.Audit.Wrong().Select(wrong => wrong.Problem(AuditSettings.Section)),
        ];
    }

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

    private static IEnumerable<string?> Names(CommerceSettings s)
    {
        return
        [
            Mismatch(
                nameof(s.Catalog),
                s.Catalog,
                CatalogName(),
                "the name of an Athena data catalog: letters, digits, '_', '-' and '@', e.g. AwsDataCatalog"
            ),
            Mismatch(nameof(s.EventsDatabase), s.EventsDatabase, TableName(), TableNameRule),
            Mismatch(nameof(s.EventsTable), s.EventsTable, TableName(), TableNameRule),
            Mismatch(nameof(s.Database), s.Database, TableName(), TableNameRule),
            Mismatch(
                nameof(s.WorkGroup),
                s.WorkGroup,
                WorkGroupName(),
                "the name of an Athena workgroup: letters, digits, '_', '-' and '.', at most 128"
            ),
        ];
    }

    private static IEnumerable<string?> Addresses(CommerceSettings s)
    {
        return
        [
            Mismatch(
                nameof(s.ResultsBucket),
                s.ResultsBucket,
                BucketName(),
                "the name of the S3 bucket that summaries are written to: 3 to 63 lower-case letters, digits, '.' and '-'"
            ),
            Mismatch(
                nameof(s.SummaryPrefix),
                s.SummaryPrefix,
                KeyPrefix(),
                "a key prefix such as commerce-summary, no part of which begins with '_' or '.', without slashes at its ends"
            ),
            QueryResults(s),
            Webhook(nameof(s.AlertWebhookUrl), s.AlertWebhookUrl),
            Webhook(nameof(s.DigestWebhookUrl), s.DigestWebhookUrl),
            Public(s.PublicUrl),
        ];
    }

    private static string? QueryResults(CommerceSettings s)
    {
        const string name = nameof(s.QueryResultsLocation);
        var address = s.QueryResultsLocation;
        if (!string.IsNullOrEmpty(address) && !S3Address().IsMatch(address))
            return Problem(name, address, "an address such as s3://bucket/prefix/, or nothing");
        if (!IsAmongOwnData(s))
            return null;
        var own = s.PipelineAddress();
        var need = $"outside {own}, whose folders are tables' data and the pipeline's records, or nothing";
        return Problem(name, address, need);
    }

    private static string? Webhook(string name, string? url)
    {
        const string need = "an https:// address (its value is a secret and is not shown), or nothing";
        // An app that does not start runs no night: messages are not worth that. Health tells of it.
        if (string.IsNullOrEmpty(url) || KeyVaultReference.IsUnresolved(url) || IsSafeAddress(url))
            return null;
        return Problem(name, null, need);
    }

    private static string? Public(string? url)
    {
        const string need =
            "the https:// address under which people reach the monitor, without a query, such as https://commerce.example.com, or nothing";
        if (string.IsNullOrEmpty(url) || IsPublic(url))
            return null;
        return Problem(nameof(CommerceSettings.PublicUrl), url, need);
    }

    private static bool IsPublic(string text)
    {
        var hasMore = text.Contains('?') || text.Contains('#');
        return IsSafeAddress(text) && !hasMore;
    }

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
        const string currency = "an ISO 4217 currency code of three capital letters such as KRW or EUR";
        if (Mismatch(nameof(s.Currency), s.Currency, CurrencyCode(), currency) is { } wrong)
            yield return wrong;
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
        return from entry in entries
            let remedy = Remedy(entry, services)
            where remedy is not null
            select $"{key} holds {Shown.Text(entry)}: {remedy}";
    }

    /// <summary>
    /// What is to be done about an entry; null where it is sound. One of a service that nobody runs would leave nothing
    /// out, and nobody would see it.
    /// </summary>
    private static string? Remedy(string entry, HashSet<string> services)
    {
        var parsed = ExcludedDays.Parse(entry);
        var service = parsed?.ServiceName;
        var isRead = parsed is not null && (service is null || ServiceName.IsValid(service));
        if (!isRead)
            return "write a day as YYYY-MM-DD, or service:YYYY-MM-DD for one service alone.";
        if (service is null || services.Contains(service))
            return null;
        return $"{Key(nameof(CommerceSettings.ServiceNames))} has no service {service}; write the service as it stands there, or the day without a service to leave it out for all.";
    }

    private static string? Mismatch(string name, string? value, Regex pattern, string need)
    {
        var isSound = pattern.IsMatch(value ?? "");
        return isSound ? null : Problem(name, value ?? "", need);
    }

    private static bool IsSafeAddress(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var uri))
            return false;
        return uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback);
    }

    private static string Problem(string name, string? value, string need)
    {
        var state = value switch
        {
            null => "is not usable",
            "" => "is empty",
            _ => $"is {Shown.Text(value)}",
        };
        return $"{Key(name)} {state}: it must be {need}.";
    }

    private static string Key(string name) => $"{CommerceSettings.Section}:{name}";

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
