using CommerceAnalytics.Audit;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Audit.Logs;

/// <summary>Night after night of a shop, each audited as a run would, with the nights before as history.</summary>
internal sealed class LoggedNights(LoggedShop shop)
{
    private readonly Dictionary<string, List<NightFigures>> _history = Seven.All.ToDictionary(
        summary => summary.QueryType,
        _ => new List<NightFigures>()
    );

    private ServiceDays? _earlier;

    public AuditSettings Settings { get; init; } = new();

    /// <summary>The findings of each of the seven tables, told once; the night then is history.</summary>
    /// <param name="date">Execution date.</param>
    /// <param name="tonight">The shop as the log has it by now; null: as before.</param>
    /// <param name="built">What the tables were built to say, where that is not what the log says.</param>
    public IReadOnlyList<(string QueryType, Finding Finding)> Audit(
        DateOnly date,
        LoggedShop? tonight = null,
        Func<string, BuiltFigures, BuiltFigures>? built = null
    )
    {
        var log = tonight ?? shop;
        var service = new AuditedService
        {
            ServiceName = shop.Service,
            Date = date,
            Settings = Settings,
            Days = log.Overview(date),
            EarlierDays = _earlier,
            IsListed = true,
            Summaries = Seven.All,
        };
        var tables = Seven.All.Select(summary => Table(service, summary, log, built)).ToList();
        var found = TableAudit.ToldOnce([.. tables.Select(TableAudit.Findings)]);
        _earlier = service.Days;
        foreach (var table in tables)
            Remember(table);
        return [.. tables.Zip(found).SelectMany(pair => pair.Second.Select(f => (pair.First.Summary.QueryType, f)))];
    }

    private AuditedTable Table(
        AuditedService service,
        AuditedSummary summary,
        LoggedShop log,
        Func<string, BuiltFigures, BuiltFigures>? built
    )
    {
        var figures = log.Figures(summary.QueryType, service.Date);
        var first = log.FirstOf(service.Date, summary.Summary.WindowDays);
        var nights = _history[summary.QueryType];
        return new(service, summary, built?.Invoke(summary.QueryType, figures) ?? figures)
        {
            Nights = nights,
            WindowFirstDay = first,
            WindowDays = service.Date.DayNumber - first.DayNumber,
            IsFirst = nights.Count == 0,
        };
    }

    private void Remember(AuditedTable table) =>
        _history[table.Summary.QueryType]
            .Add(
                new(table.Service.Date, table.WindowDays, table.Figures.Watched)
                {
                    ValuePerCartAdd = table.Figures.ValuePerCartAdd,
                }
            );
}
