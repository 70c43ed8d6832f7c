using System.Text;
using CommerceAnalytics.Events;
using CommerceAnalytics.Monitoring;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.LogChecks;

/// <summary>
/// The validation and monitoring queries as a page of SQL to paste into Athena, from the same source as the commands
/// use.
/// </summary>
public static class CheckPage
{
    private static readonly CheckQuery InvalidValues = new()
    {
        Name = "invalid_values",
        Title = "Values that cannot be read",
        Kinds = [EventKinds.CartAdd, EventKinds.Search, EventKinds.Purchase],
    };

    /// <summary>The page, in Markdown.</summary>
    /// <param name="settings">Tables, zone and thresholds.</param>
    /// <param name="serviceNames">
    /// Services to ask about; at least one. The queries of the log are written for the first.
    /// </param>
    /// <param name="executionDate">The queries read complete days before it.</param>
    /// <param name="fit">How the events table is read.</param>
    public static string Text(
        CommerceSettings settings,
        IReadOnlyList<string> serviceNames,
        DateOnly executionDate,
        EventsTableFit fit
    )
    {
        var page = new StringBuilder(Introduction(serviceNames, executionDate));
        foreach (var (i, section) in Sections(settings, serviceNames, executionDate, fit).Index())
            page.Append($"## {i + 1}. {section.Title}\n\n{section.Text}\n```sql\n{section.Sql};\n```\n\n");
        return page.ToString();
    }

    /// <summary>The page's queries, in order.</summary>
    /// <inheritdoc cref="Text"/>
    public static IReadOnlyList<CheckSection> Sections(
        CommerceSettings settings,
        IReadOnlyList<string> serviceNames,
        DateOnly executionDate,
        EventsTableFit fit
    )
    {
        var planner = new CheckPlanner(settings);
        var queryTypes = SummarySet.Of(settings).Names.ToList();
        var tables = serviceNames.SelectMany(service => queryTypes.Select(type => SummaryNames.Table(service, type)));
        return
        [
            .. CheckQueries.All.Select(query => new CheckSection(query.Title, Rules(query, settings), Sql(query))),
            new(InvalidValues.Title, NotJudged, Sql(InvalidValues)),
            new("Monitoring: the summary tables", Monitoring, MonitoringQuery.Sql(settings, [.. tables])),
        ];

        string Sql(CheckQuery query) => planner.Sql(query, serviceNames[0], executionDate, fit);
    }

    private const string NotJudged =
        "Not judged: the texts behind section 4, the most frequent first, to show to those who log them.\n";

    private const string Monitoring =
        "Rows, last calculation date and age of every summary table, as `commerce-analytics status` shows them. Athena fails the whole statement where one of the\n"
        + "tables is not there yet: leave its part out, or use the command, which says so.\n";

    private static string Introduction(IReadOnlyList<string> services, DateOnly date)
    {
        var options = string.Join(' ', services.Select(service => $"--service {service}"));
        var places = new Dictionary<string, string>
        {
            ["again"] = $"check --sql --date {date:yyyy-MM-dd} {options}",
            ["service"] = services[0],
            ["date"] = $"{date:yyyy-MM-dd}",
        };
        return Template.Fill("test-queries.md.template", places) + "\n\n";
    }

    private static string Rules(CheckQuery query, CommerceSettings settings)
    {
        var rules = new StringBuilder("| check | of | passes | otherwise |\n|---|---|---|---|\n");
        foreach (var check in LogCheckCatalog.All.Where(check => check.Query == query.Name))
            rules.Append($"| `{check.Name}` | {check.Subject} | {check.Limit(settings.Checks)} | {check.Advice} |\n");
        return rules.ToString();
    }
}

/// <summary>A query of the page.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Text">What stands above it, in Markdown.</param>
/// <param name="Sql">The statement, without a semicolon.</param>
public sealed record CheckSection(string Title, string Text, string Sql);
