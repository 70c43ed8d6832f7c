namespace CommerceAnalytics.Functions.Backfill;

/// <summary>Adds what came of a night to how far a backfill has come.</summary>
internal static class BackfillResults
{
    private const int MostTablesNamed = 5;
    private const int MostCharacters = 160;

    public static BackfillState After(BackfillState before, NightUnderWay night, NightResult result)
    {
        var between = before with { Current = null };
        // Another's run of that date has ended: the night itself comes now, or history has it.
        if (!night.IsOwn)
            return between;
        // What a cancelled backfill has left is no failure.
        if (before.IsCancelled && result.IsCancelled)
            return WithCosts(between, result);
        var isWhole = result is { IsCancelled: false, Held.Count: 0, Failed.Count: 0 };
        var isNothing = result.Failed.Count > 0 && result.Entered + result.Held.Count == 0;
        return WithCosts(between, result) with
        {
            Next = night.Night.AddDays(-1),
            Done = before.Done + (isWhole ? 1 : 0),
            Held = Added(before.Held, night, result.Held, result.Why),
            Failed = Added(before.Failed, night, Failed(result), result.Why),
            FailedInARow = isNothing ? before.FailedInARow + 1 : 0,
        };
    }

    private static BackfillState WithCosts(BackfillState state, NightResult result) =>
        state with
        {
            Tables = state.Tables + result.Entered,
            DataScannedBytes = state.DataScannedBytes + result.DataScannedBytes,
            CostUsd = state.CostUsd + result.CostUsd,
        };

    private static IReadOnlyList<string> Failed(NightResult result) =>
        result.IsCancelled && result.Failed.Count == 0 ? ["all that was not built yet"] : result.Failed;

    private static IReadOnlyList<BadNight> Added(
        IReadOnlyList<BadNight> nights,
        NightUnderWay night,
        IReadOnlyList<string> tables,
        string? why
    )
    {
        if (tables.Count == 0)
            return nights;
        var more = tables.Count > MostTablesNamed ? [$"{tables.Count - MostTablesNamed} more"] : Array.Empty<string>();
        var reason = why ?? "its run was cancelled";
        return
        [
            .. nights,
            new(
                night.Night,
                night.RunId,
                [.. tables.Take(MostTablesNamed), .. more],
                reason.Length > MostCharacters ? $"{reason[..MostCharacters]}…" : reason
            ),
        ];
    }
}
