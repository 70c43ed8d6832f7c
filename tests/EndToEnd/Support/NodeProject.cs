using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndToEnd.Support;

/// <summary>A Node project of <c>tests</c>, for what there is in no .NET package.</summary>
/// <param name="name">Its folder.</param>
internal sealed partial class NodeProject(string name)
{
    // For what hangs, not for what is slow: a busy machine has taken four minutes for what takes half a minute.
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(7);

    private string Folder { get; } = Path.Combine(Repository.Root, "tests", name);

    /// <summary>A Trino grammar and DuckDB's own client.</summary>
    public static NodeProject Dialect { get; } = new("Dialect");

    /// <summary>A browser.</summary>
    public static NodeProject Pages { get; } = new("Pages");

    /// <summary>Why the project cannot run here; null where it can.</summary>
    public string? Missing =>
        !Directory.Exists(Path.Combine(Folder, "node_modules"))
            ? $"needs the packages of tests/{name}: run `npm ci` in that folder"
        : Find("node") is null ? "needs Node 20 or later (Debian: apt-get install nodejs npm)"
        : null;

    /// <summary>Debian's Chromium, or Chrome; null where there is none.</summary>
    public static string? Chromium { get; } = Find("chromium") ?? Find("google-chrome");

    /// <summary>
    /// Runs one test file and says how many of its tests passed. Fails with all that it printed when one did not.
    /// </summary>
    public async Task<int> TestAsync(string file, params (string Name, string Value)[] environment)
    {
        var info = new ProcessStartInfo(Find("node")!)
        {
            UseShellExecute = false,
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["--test", "--test-reporter=tap", file])
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var timeLimit = new CancellationTokenSource(TimeLimit);
        try
        {
            await process.WaitForExitAsync(timeLimit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{file} did not end. It printed: {await output}{await errors}", e);
        }

        var printed = await output + await errors;
        process.ExitCode.ShouldBe(0, printed);
        return int.Parse(Passed().Match(printed).Groups["count"].Value);
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, $"{program}.exe") })
            .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"^# pass (?<count>\d+)", RegexOptions.Multiline)]
    private static partial Regex Passed();
}

/// <summary>A test that Node runs; skipped where Node or the packages of tests/Dialect are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeProject.Dialect.Missing;
}

/// <summary>A test in a browser; skipped where Chromium, Node or the packages of tests/Pages are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() =>
        Skip = NodeProject.Chromium is null
            ? "needs Chromium (Debian: apt-get install chromium)"
            : NodeProject.Pages.Missing;
}
