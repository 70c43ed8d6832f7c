using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using CommerceAnalytics.Functions;

namespace EndToEnd.House;

/// <summary>
/// The folders of the app that is deployed are floors of a house: each uses itself and those below it, never one above.
/// </summary>
public sealed class FloorTests
{
    private const string Root = "CommerceAnalytics.Functions.";

    /// <summary>
    /// From the ground up, as docs/change/architecture.md draws them. What is in no folder composes the app and may use
    /// all.
    /// </summary>
    private static readonly string[] Floors =
    [
        "Contracts",
        "Telemetry",
        "Retry",
        "QueryQueue",
        "Reports",
        "Extract",
        "Tables",
        "History",
        "Overview",
        "Services",
        "Removal",
        "Cleanup",
        "Runs",
        "Backfill",
        "Alerts",
        "Timers",
        "Http",
    ];

    private static readonly Architecture App = new ArchLoader()
        .LoadAssembly(typeof(CommerceAnalyticsApp).Assembly)
        .Build();

    [Fact]
    public void Folders_AreAllFloors()
    {
        var folders = Directory
            .GetDirectories(Path.Combine(Repository.Root, "src", "CommerceAnalytics.Functions"))
            .Select(Path.GetFileName)
            .Except(["bin", "obj"]);

        folders.ShouldBe(Floors, ignoreOrder: true);
    }

    [Fact]
    public void Types_UseOnlyTheirFloorAndThoseBelow()
    {
        var upward =
            from type in App.Types
            from dependency in type.Dependencies
            let own = FloorOf(type)
            let other = FloorOf(dependency.Target)
            where own >= 0 && other > own
            select $"{Floors[own]}/{type.Name} uses {Floors[other]}/{dependency.Target.Name}";

        upward.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Types_OfEachFloorButTheGround_UseThoseBelow()
    {
        // Else the test above would hold for an app that it cannot see.
        var users =
            from type in App.Types
            from dependency in type.Dependencies
            let other = FloorOf(dependency.Target)
            where other >= 0 && other < FloorOf(type)
            select Floors[FloorOf(type)];

        users.Distinct().Count().ShouldBeGreaterThan(Floors.Length - 4);
    }

    private static int FloorOf(IType type) =>
        type.FullName.StartsWith(Root, StringComparison.Ordinal)
            ? Array.IndexOf(Floors, type.FullName[Root.Length..].Split('.')[0])
            : -1;
}
