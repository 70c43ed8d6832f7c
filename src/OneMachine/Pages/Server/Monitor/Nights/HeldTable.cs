using CommerceAnalytics.Audit;
using CommerceAnalytics.Naming;

namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>A table whose newest night the audit holds.</summary>
/// <param name="RunId">The run that holds it: what is published by hand.</param>
/// <param name="Table">Live table.</param>
/// <param name="Since">First of the nights in a row that are held.</param>
/// <param name="Nights">How many nights in a row.</param>
/// <param name="ShownNight">The night that readers see; null where there is no live table.</param>
/// <param name="Finding">What holds it; null where the report does not tell.</param>
internal sealed record HeldTable(
    string RunId,
    string ServiceName,
    string QueryType,
    string Table,
    DateOnly Since,
    int Nights,
    DateOnly? ShownNight,
    Finding? Finding
)
{
    public static HeldTable? Of(NightRow row, IReadOnlyList<DateOnly> nights, Dictionary<string, DateOnly?> shown)
    {
        if (row.Held() is not { } held)
            return null;
        var name = SummaryNames.Table(row.Table.ServiceName, row.Table.QueryType);
        return new(
            row.Runs[held.Last]!,
            row.Table.ServiceName,
            row.Table.QueryType,
            name,
            nights[held.First],
            held.Last - held.First + 1,
            shown.GetValueOrDefault(name),
            row.FindingOf(held.Last)
        );
    }
}
