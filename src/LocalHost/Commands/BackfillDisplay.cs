using CommerceAnalytics.Backfills;
using CommerceAnalytics.Functions.Backfill;
using CommerceAnalytics.LocalHost.Display;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Shows what a backfill will cost, and what came of it.</summary>
internal static class BackfillDisplay
{
    /// <summary>What it will cost, in one line; then how many nights are left out and why, a line for each reason.</summary>
    public static IReadOnlyList<string> Lines(BackfillEstimate estimate) => [Line(estimate), .. estimate.LeftOut];

    private static string Line(BackfillEstimate estimate) =>
        $"{estimate.Nights} nights to fill in: {estimate.Tables} tables to build, {estimate.Entered} to enter as they stand; {estimate.Queries} queries, about {Amounts.Bytes(estimate.DataScannedBytes)} and {estimate.CostUsd:0.00##} USD";

    public static void Show(IAnsiConsole console, BackfillEstimate estimate)
    {
        foreach (var line in Lines(estimate))
            console.WriteLine(line);
    }

    public static void Show(IAnsiConsole console, BackfillProgress backfill)
    {
        console.WriteLine(
            $"{backfill.Id} {backfill.Status}: {backfill.Line}; {backfill.Tables} tables, {Amounts.Bytes(backfill.DataScannedBytes)} scanned"
        );
        Show(console, "held", backfill.Held);
        Show(console, "failed", backfill.Failed);
    }

    private static void Show(IAnsiConsole console, string what, IReadOnlyList<BadNight> nights)
    {
        foreach (var night in nights)
            console.WriteLine(
                $"{what}: {night.Night:yyyy-MM-dd} ({night.RunId}): {string.Join(", ", night.Tables)}: {night.Why}"
            );
    }
}
