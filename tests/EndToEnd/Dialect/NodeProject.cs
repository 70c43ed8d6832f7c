using System.Diagnostics;
using System.Text.RegularExpressions;

namespace EndToEnd.Dialect;

/// <summary>The Node project <c>tests/Dialect</c>: a Trino grammar and DuckDB's own client, neither of which there is for .NET.</summary>
internal static partial class NodeProject
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    private static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Dialect");

    /// <summary>Why the project cannot run here; null where it can.</summary>
    public static string? Missing { get; } =
        !Directory.Exists(Path.Combine(Folder, "node_modules")) ? "needs the packages of tests/Dialect: run `npm ci` in that folder"
        : FindNode() is null ? "needs Node 20 or later (Debian: apt-get install nodejs npm)"
        : null;

    /// <summary>Runs one test file and says how many of its tests passed. Fails with all that it printed when one did not.</summary>
    public static async Task<int> TestAsync(string file, params (string Name, string Value)[] environment)
    {
        var info = new ProcessStartInfo(FindNode()!) { UseShellExecute = false, WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["--test", "--test-reporter=tap", file])
            info.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        var printed = await output + await errors;
        process.ExitCode.ShouldBe(0, printed);
        return int.Parse(Passed().Match(printed).Groups["count"].Value);
    }

    private static string? FindNode() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, "node"), Path.Combine(folder, "node.exe") })
        .FirstOrDefault(File.Exists);

    [GeneratedRegex(@"^# pass (?<count>\d+)", RegexOptions.Multiline)]
    private static partial Regex Passed();
}

/// <summary>A test that Node runs; skipped where Node or the project's packages are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute() => Skip = NodeProject.Missing;
}
