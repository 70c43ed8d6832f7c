using System.Diagnostics;

namespace EndToEnd.Pages;

/// <summary>The libraries that the program carries are those that their packages and lock file give.</summary>
public sealed class ChartBundleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "OneMachine", "Pages", "Charts");

    private static readonly Dictionary<string, string[]> Licences = new()
    {
        ["echarts.js"] = ["Apache License", "Apache ECharts", "Baidu", "Microsoft Corporation"],
        ["tabulator.js"] = ["The MIT License", "Oli Folkerd"],
    };

    [ChartsFact]
    public async Task Bundles_BuiltAnew_AreTheCommittedOnesWithTheirLicences()
    {
        using var folder = new TemporaryFolder();
        var info = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            ArgumentList = { "build.mjs", folder.File("") },
        };
        using var process = Process.Start(info)!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);

        foreach (var (name, licences) in Licences)
        {
            var built = await File.ReadAllTextAsync(folder.File(name));
            foreach (var licence in licences)
                built.Contains(licence, StringComparison.Ordinal).ShouldBeTrue($"{name} without '{licence}'");
            var committed = await File.ReadAllTextAsync(Path.Combine(Folder, "..", "Browser", name));
            (built == committed).ShouldBeTrue($"{name}: run `npm ci && npm run build` in src/OneMachine/Pages/Charts");
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ChartsFactAttribute : FactAttribute
    {
        public ChartsFactAttribute() =>
            Skip = Directory.Exists(Path.Combine(Folder, "node_modules"))
                ? null
                : "needs the packages of src/OneMachine/Pages/Charts: run `npm ci` in that folder";
    }
}
