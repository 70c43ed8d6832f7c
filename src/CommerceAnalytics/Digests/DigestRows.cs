using CommerceAnalytics.Overview;
using CommerceAnalytics.Planning;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Digests;

/// <summary>Services' digests from the rows of <see cref="DigestStatement"/>.</summary>
public static class DigestRows
{
    internal const char Separator = ';';

    /// <summary>A digest for each service.</summary>
    /// <param name="settings">Zone and <c>MinDataDate</c>.</param>
    /// <param name="services">Services, in the order that is wanted.</param>
    /// <param name="summaries">Summaries that the statement compared.</param>
    /// <param name="rows">All rows of the statement, as Athena's texts, in any order.</param>
    public static IReadOnlyList<ServiceDigest> Read(
        CommerceSettings settings,
        IReadOnlyList<string> services,
        IReadOnlyList<ComparedSummary> summaries,
        IReadOnlyList<IReadOnlyList<string?>> rows
    )
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(summaries);
        var days = rows.Where(IsDay).ToLookup(row => row[1]!, Day);
        var moved = rows.Where(row => !IsDay(row)).ToLookup(row => row[1]!);
        return [.. services.Select(Of)];

        ServiceDigest Of(string service)
        {
            var week = Week(settings, service, [.. days[service]]);
            var moves = summaries.SelectMany(compared => Moves(compared, moved[service]));
            return week with { Moved = [.. moves] };
        }
    }

    private static bool IsDay(IReadOnlyList<string?> row) => row[0] == OverviewTable.QueryType;

    private static DigestDay Day(IReadOnlyList<string?> row)
    {
        var day = row[2]!;
        var measures = row[3]!.Split(Separator);
        return DigestDay.FromTexts(day, measures);
    }

    private static ServiceDigest Week(CommerceSettings settings, string service, List<DigestDay> days)
    {
        if (days.Count == 0)
            return new(service, null, null, [], null, []);
        var date = days[0].OverviewDate;
        var cut = CoveredDays.Part(settings, OverviewTable.WindowDays, date);
        var week = new WeekFigures(days, date, cut);
        return new(service, week.FirstDay, week.LastDay, week.All(), week.AmountKnownPercent, []);
    }

    /// <summary>Those that rose first, the largest change before the others.</summary>
    private static IEnumerable<Move> Moves(ComparedSummary compared, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var own = rows.Where(row => row[0] == compared.Summary.QueryType);
        return from row in own
            let move = Of(compared.Summary, row)
            let change = move.Now - move.WeekBefore
            orderby change > 0 descending, Math.Abs(change) descending, move.Name
            select move;
    }

    private static Move Of(Summary summary, IReadOnlyList<string?> row)
    {
        var amounts = row[3]!.Split(Separator);
        var now = long.Parse(amounts[0]);
        var before = long.Parse(amounts[1]);
        return new(summary.QueryType, summary.Top!.By, row[2]!, now, before);
    }
}
