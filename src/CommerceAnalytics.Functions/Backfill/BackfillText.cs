using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Functions.Backfill;

/// <summary>A backfill as it is shown.</summary>
internal static class BackfillText
{
    public const string Running = "running";
    public const string Succeeded = "succeeded";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    // 16 KB is all that Azure takes for a custom status.
    private const int MostNightsNamed = 12;
    private const int MostServicesNamed = 20;

    /// <summary>What a backfill comes to that has no night left.</summary>
    public static string StatusOf(BackfillState state) =>
        state.Held.Count + state.Failed.Count == 0 ? Succeeded : Failed;

    public static BackfillProgress Of(
        string id,
        BackfillInput input,
        BackfillState state,
        string status,
        Failure? failure = null
    )
    {
        var nights = Nights(input, state, status);
        var startedAt = new DateTimeOffset(DateTime.SpecifyKind(state.StartedAt, DateTimeKind.Utc));
        return new()
        {
            Id = id,
            Status = status,
            Line = Line(state, status, nights, failure),
            From = input.Request.From,
            To = input.Request.To,
            ServiceNames = [.. input.Request.ServiceNames.Take(MostServicesNamed)],
            QueryTypes = input.Request.QueryTypes,
            Force = input.Request.Force,
            StartedAt = startedAt,
            Nights = nights,
            Night = state.Current?.Night,
            RunId = state.Current?.RunId,
            Tables = state.Tables,
            DataScannedBytes = state.DataScannedBytes,
            CostUsd = state.CostUsd,
            Estimate = input.Estimate,
            Held = [.. state.Held.Take(MostNightsNamed)],
            Failed = [.. state.Failed.Take(MostNightsNamed)],
        };
    }

    /// <summary>Nights that were published meanwhile by others are not left either, once none is found any more.</summary>
    private static NightCounts Nights(BackfillInput input, BackfillState state, string status)
    {
        var bad = Bad(state).Count();
        var all = Math.Max(input.Estimate.Nights, state.Done + bad);
        var isOver = status is Succeeded || (status is Failed && state.Next < input.Request.From);
        return new(all, state.Done, state.Held.Count, state.Failed.Count, isOver ? 0 : all - state.Done - bad);
    }

    private static string Line(BackfillState state, string status, NightCounts nights, Failure? failure)
    {
        var counts =
            $"{nights.Done} of {nights.All} nights in history{Some(nights.Held, "held")}{Some(nights.Failed, "failed")}, {state.CostUsd:0.00##} USD";
        return $"{counts}; {Doing(state, status, failure)}";
    }

    private static string Doing(BackfillState state, string status, Failure? failure)
    {
        if (failure is not null)
            return $"stopped: {failure.Code}: {failure.Message}";
        if (status == Cancelled)
            return "cancelled: what is in history stays";
        if (status == Failed)
            return $"left out: {Named(state)}";
        if (status == Succeeded)
            return "done";
        if (state.Current is not { } current)
            return "looking for the next night";
        var what = current.IsOwn ? "building" : "waiting for another run of";
        var end = state.IsCancelled ? ", then ending" : "";
        return $"{what} {current.Night:yyyy-MM-dd} ({current.RunId}){end}";
    }

    private static IEnumerable<DateOnly> Bad(BackfillState state)
    {
        var bad = state.Held.Concat(state.Failed);
        return bad.Select(night => night.Night).Distinct();
    }

    private static string Named(BackfillState state)
    {
        var nights = Bad(state).Order().ToList();
        var named = nights.Take(MostNightsNamed).Select(DayText.Of);
        var more = nights.Count > MostNightsNamed ? $" and {nights.Count - MostNightsNamed} more" : "";
        return string.Join(", ", named) + more;
    }

    private static string Some(int nights, string what) => nights > 0 ? $", {nights} {what}" : "";
}
