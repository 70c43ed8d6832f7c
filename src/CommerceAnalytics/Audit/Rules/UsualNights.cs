namespace CommerceAnalytics.Audit.Rules;

/// <summary>The nights of history that a table is compared with.</summary>
internal static class UsualNights
{
    private const int Most = 7;

    /// <summary>Those of the 7 dates before, the latest first.</summary>
    public static IEnumerable<NightFigures> Before(AuditedTable table)
    {
        var date = table.Service.Date;
        return (table.Nights ?? [])
            .Where(night => night.Night < date && night.Night >= date.AddDays(-Most))
            .OrderByDescending(night => night.Night);
    }
}
