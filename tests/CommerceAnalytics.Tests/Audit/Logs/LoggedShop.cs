using CommerceAnalytics.Audit;
using CommerceAnalytics.Tests.Oracle;

namespace CommerceAnalytics.Tests.Audit.Logs;

/// <summary>
/// A shop's log over many days: what the overview and the seven tables would say on any night, without any SQL. Changes
/// of the log by hand are planted troubles.
/// </summary>
internal sealed class LoggedShop
{
    private const int OverviewDays = 35;

    private readonly string _service;
    private readonly Dictionary<DateOnly, LoggedDay> _days;

    /// <param name="service">Service.</param>
    /// <param name="log">Events of all shops, in UTC.</param>
    public LoggedShop(string service, IEnumerable<LogEvent> log)
        : this(
            service,
            log.Where(e => e["resource.service.name"] == service)
                .AsParallel()
                .Select(e => new OracleEvent(e, TimeZoneInfo.Utc))
                .GroupBy(e => e.Day)
                .ToDictionary(day => day.Key, day => new LoggedDay(service, day.Key, [.. day]))
        ) { }

    private LoggedShop(string service, Dictionary<DateOnly, LoggedDay> days) => (_service, _days) = (service, days);

    public string Service => _service;

    public DateOnly FirstDay => _days.Keys.Min();

    public DateOnly LastDay => _days.Keys.Max();

    /// <summary>First day whose events are sound.</summary>
    public required DateOnly MinDataDate { get; init; }

    /// <summary>The shop with other events on some days.</summary>
    public LoggedShop With(IEnumerable<DateOnly> days, IEnumerable<LogEvent> events)
    {
        var changed = new LoggedShop(_service, events) { MinDataDate = MinDataDate }._days;
        var all = _days
            .Keys.Union(days)
            .ToDictionary(
                day => day,
                day => days.Contains(day) ? changed.GetValueOrDefault(day, Empty(day)) : _days[day]
            );
        return new(_service, all) { MinDataDate = MinDataDate };
    }

    public ServiceDays Overview(DateOnly date)
    {
        var isCut = date.AddDays(-OverviewDays) < MinDataDate;
        return new([.. Window(date, OverviewDays).Select(day => day.Row)], isCut);
    }

    public DateOnly FirstOf(DateOnly date, int days)
    {
        var first = date.AddDays(-days);
        return first < MinDataDate ? MinDataDate : first;
    }

    public BuiltFigures Figures(string queryType, DateOnly date)
    {
        var days = Window(date, Seven.Get(queryType).Summary.WindowDays);
        return queryType switch
        {
            "button_interaction" => Watched(Top(days.Select(day => day.Clicks), 50)),
            "search_analytics" => Watched(Top(days.Select(day => day.Searches), 200)),
            "hourly_traffic" => Watched(days.Sum(day => day.Row.Of(OverviewKind.CartAdds)!.Value)),
            "product_ranking" => CartAdds(Top(days.Select(day => day.Products), 100)),
            "category_performance" => Categories(days),
            "purchase_analytics" => Purchases(days),
            _ => Watched(Transitions(days)),
        };
    }

    private static BuiltFigures Watched(long total) => new() { Watched = total };

    private static BuiltFigures CartAdds(long total) => new() { Watched = total, CartAdds = total };

    private static BuiltFigures Categories(List<LoggedDay> days)
    {
        var best = Best(days.Select(day => day.Categories), 30);
        var values = best.Select(category =>
            OracleRun.Money(OracleRun.Sum(days.Select(day => day.Values.GetValueOrDefault(category.Key))))
        );
        var known = values.OfType<double>().ToList();
        return CartAdds(best.Sum(category => category.Value)) with
        {
            Value = known.Count == 0 ? null : known.Sum(value => (decimal)value),
        };
    }

    private static BuiltFigures Purchases(List<LoggedDay> days) =>
        new()
        {
            Watched = days.Sum(day => day.Purchases.Count),
            Purchases = days.Where(day => day.Purchases.Count > 0).ToDictionary(day => day.Row.Day, OfDay),
        };

    private static DayOfPurchases OfDay(LoggedDay day)
    {
        var methods = day.Purchases.GroupBy(purchase => purchase.PaymentMethod).ToList();
        var revenue = methods
            .Select(method => OracleRun.Money(OracleRun.Sum(method.Select(purchase => purchase.Amount))))
            .OfType<double>()
            .ToList();
        return new(
            day.Purchases.Count,
            revenue.Count == 0 ? null : revenue.Sum(amount => (decimal)amount),
            methods.Count
        );
    }

    private static long Transitions(List<LoggedDay> days)
    {
        var views = days.SelectMany(day => day.Events)
            .Where(e =>
                e.Body is "Routing in client side" or "client.routing" && e.Session is not null && e.Page is not null
            );
        var pairs = views.GroupBy(view => view.Session).SelectMany(session => Pairs([.. session.OrderBy(e => e.Ts)]));
        return pairs.CountBy(pair => pair).OrderByDescending(pair => pair.Value).Take(100).Sum(pair => pair.Value);
    }

    private static IEnumerable<(string, string)> Pairs(List<OracleEvent> session)
    {
        string? before = null;
        foreach (var view in session)
        {
            if ((view.FromPath ?? before) is { } from && from != view.Page)
                yield return (from, view.Page!);
            before = view.Page;
        }
    }

    private static long Top<T>(IEnumerable<IReadOnlyDictionary<T, int>> days, int most)
        where T : notnull => Best(days, most).Sum(one => one.Value);

    private static List<KeyValuePair<T, long>> Best<T>(IEnumerable<IReadOnlyDictionary<T, int>> days, int most)
        where T : notnull
    {
        var counts = new Dictionary<T, long>();
        foreach (var (key, count) in days.SelectMany(day => day))
            counts[key] = counts.GetValueOrDefault(key) + count;
        return [.. counts.OrderByDescending(one => one.Value).Take(most)];
    }

    private List<LoggedDay> Window(DateOnly date, int days)
    {
        var first = FirstOf(date, days);
        return
        [
            .. Enumerable
                .Range(0, date.DayNumber - first.DayNumber)
                .Select(ago => first.AddDays(ago))
                .Select(day => _days.GetValueOrDefault(day, Empty(day))),
        ];
    }

    private LoggedDay Empty(DateOnly day) => new(_service, day, []);
}
