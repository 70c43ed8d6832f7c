using System.Diagnostics;

namespace EndToEnd.Pages;

/// <summary>The chart library that the program carries is the one that its package and lock file give.</summary>
public sealed class ChartBundleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "src", "LocalHost", "Pages", "Charts");

    [ChartsFact]
    public async Task Bundle_BuiltAnew_IsTheCommittedOne()
    {
        using var folder = new TemporaryFolder();
        var info = new ProcessStartInfo("node")
        {
            WorkingDirectory = Folder,
            ArgumentList = { "build.mjs", folder.File("charts.js") },
        };
        using var process = Process.Start(info)!;
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0);

        var built = await File.ReadAllTextAsync(folder.File("charts.js"));

        built.ShouldContain("Chart.js v");
        built.ShouldBe(
            await File.ReadAllTextAsync(Path.Combine(Folder, "..", "Browser", "charts.js")),
            "run `npm ci && npm run build` in src/LocalHost/Pages/Charts"
        );
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class ChartsFactAttribute : FactAttribute
    {
        public ChartsFactAttribute() =>
            Skip = Directory.Exists(Path.Combine(Folder, "node_modules"))
                ? null
                : "needs the packages of src/LocalHost/Pages/Charts: run `npm ci` in that folder";
    }
}
