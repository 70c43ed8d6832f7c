using CommerceAnalytics.Functions.Cleanup;
using CommerceAnalytics.LocalHost.Display;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Shows what runs have left behind: a row a table or place, last all in one line.</summary>
internal sealed class CleanDisplay(IAnsiConsole console)
{
    public void Show(IReadOnlyList<Leftover> found, bool removed)
    {
        foreach (var one in found)
            console.WriteLine(
                $"{Word(one.Kind)}  {one.Place}  {(one.Objects > 0 ? $"{one.Objects} objects, {Amounts.Bytes(one.Bytes)}, " : "")}left by {one.RunId}"
            );
        var all =
            $"{found.Count(one => one.Kind == LeftoverKind.StagingTable)} staging tables and {found.Sum(one => one.Objects)} objects ({Amounts.Bytes(found.Sum(one => one.Bytes))})";
        console.WriteLine(
            found.Count == 0 ? "nothing is left behind by runs that are over"
            : removed ? $"deleted: {all}"
            : $"would delete: {all}; nothing was deleted: --yes does"
        );
    }

    private static string Word(LeftoverKind kind) =>
        kind switch
        {
            LeftoverKind.StagingTable => "staging table",
            LeftoverKind.Location => "location     ",
            LeftoverKind.Extract or LeftoverKind.SupersededExtract => "extract      ",
            LeftoverKind.Trial => "trial        ",
            _ => "results      ",
        };
}
