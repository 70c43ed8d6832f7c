using CommerceAnalytics.Functions.Removal;
using CommerceAnalytics.LocalHost.Display;
using Spectre.Console;

namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>Shows what the pipeline keeps for a service: a row a table or place, last all in one line.</summary>
internal sealed class RemoveServiceDisplay(IAnsiConsole console)
{
    public void Show(string serviceName, IReadOnlyList<ServiceThing> things, bool removed)
    {
        foreach (var thing in things)
            console.WriteLine($"{Word(thing.Kind)}  {thing.Place}{Size(thing)}");
        var own = things.Where(thing => thing.Kind != ServiceThingKind.OtherTable).ToList();
        console.WriteLine(
            own.Count == 0 ? $"there is nothing of {serviceName}"
            : removed ? $"removed: {All(own)}"
            : $"would remove: {All(own)}; nothing was removed: --yes does"
        );
    }

    private static string All(IReadOnlyList<ServiceThing> things)
    {
        int Count(ServiceThingKind kind) => things.Count(thing => thing.Kind == kind);
        var extract = Count(ServiceThingKind.ExtractedDay) is > 0 and var days ? $", {days} days of the extract" : "";
        var bytes = Amounts.Bytes(things.Sum(thing => thing.Bytes));
        return $"{Count(ServiceThingKind.Table)} tables, {Count(ServiceThingKind.Version)} versions{extract}, {things.Sum(thing => thing.Objects)} objects ({bytes})";
    }

    private static string Size(ServiceThing thing) =>
        thing.Objects > 0 ? $"  {thing.Objects} objects, {Amounts.Bytes(thing.Bytes)}" : "";

    private static string Word(ServiceThingKind kind) =>
        kind switch
        {
            ServiceThingKind.Table => "table        ",
            ServiceThingKind.Version => "version      ",
            ServiceThingKind.ExtractedDay => "extracted day",
            ServiceThingKind.Extract => "extract      ",
            _ => "left alone   ",
        };
}
