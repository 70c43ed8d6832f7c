using CommerceAnalytics.Reports;
using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Audit;

/// <summary>What the audit could not look at: said once a service, since nothing else would tell.</summary>
public static class AuditNotices
{
    /// <summary>One notice for each thing that is missing; none where all is there.</summary>
    /// <param name="service">A service's night.</param>
    /// <param name="hasHistory">Whether any of its tables has a night of history.</param>
    public static IReadOnlyList<ReportNotice> Of(AuditedService service, bool hasHistory)
    {
        ArgumentNullException.ThrowIfNull(service);
        List<ReportNotice> notices = [];
        if (service.Days is null)
            notices.Add(OverviewMissing(service));
        if (!hasHistory)
            notices.Add(HistoryMissing(service));
        return notices;
    }

    private static ReportNotice OverviewMissing(AuditedService service)
    {
        return new(
            "AuditWithoutOverview",
            $"There is no overview of {DayText.Of(service.Date)}: the days of {service.ServiceName} were not compared with what is usual, nor its sums with those of the log.",
            "See why the overview was not built (its table is in this report), then rerun the night."
        );
    }

    private static ReportNotice HistoryMissing(AuditedService service)
    {
        return new(
            "AuditWithoutHistory",
            $"There is no history of {service.ServiceName}'s tables: they were not compared with the nights before.",
            "History fills by itself from night to night. HistoryNights=0 keeps none."
        );
    }
}
