using CommerceAnalytics.Events;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Documents;

/// <summary>A file that is made from the summaries' files.</summary>
/// <param name="Path">Where it lies, from the repository's root, with slashes.</param>
/// <param name="Text">All of its text, its lines ended by a line feed.</param>
public sealed record Document(string Path, string Text)
{
    /// <summary>The date that queries are written for: an example, so that the same files give the same text.</summary>
    public static DateOnly ExampleDate { get; } = new(2025, 10, 28);

    /// <summary>All of them.</summary>
    /// <param name="settings">Which summaries there are, and where tables lie.</param>
    /// <param name="serviceNames">Services that queries ask about; at least one.</param>
    /// <param name="executionDate">The queries read complete days before it.</param>
    public static IReadOnlyList<Document> All(
        CommerceSettings settings,
        IReadOnlyList<string> serviceNames,
        DateOnly executionDate
    )
    {
        ArgumentNullException.ThrowIfNull(settings);
        var fit = EventsTableFit.Documented;
        var sections = CheckPage.Sections(settings, serviceNames, executionDate, fit);
        return
        [
            new("docs/try/summary-tables.md", SummaryPage.Text(settings)),
            new("docs/commerce-analytics-test-queries.md", CheckPage.Text(settings, serviceNames, executionDate, fit)),
            new("deploy/aws/named-queries.yaml", NamedQueries.Text(sections, settings.Database, settings.WorkGroup)),
        ];
    }
}
