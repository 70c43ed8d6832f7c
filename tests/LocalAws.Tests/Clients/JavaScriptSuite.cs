using System.Text.RegularExpressions;

namespace LocalAws.Tests.Clients;

/// <summary>
/// The Node project <c>tests/Clients</c>: one process per family of cases, started when the first of them is asked for.
/// </summary>
public sealed partial class JavaScriptSuite : IAsyncLifetime
{
    private readonly ClientLake _lake = new();
    private readonly Dictionary<string, Task<IReadOnlyDictionary<string, string>>> _runs = [];

    public static string Folder { get; } = Path.Combine(Repository.Root, "tests", "Clients");

    /// <summary>Why the suite cannot run here; null where it can.</summary>
    public static string? Missing { get; } =
        !Directory.Exists(Path.Combine(Folder, "node_modules"))
            ? "needs the packages of tests/Clients: run `npm ci` in that folder"
        : ClientTool.Find("node") is null ? "needs Node 20 or later (Debian: apt-get install nodejs npm)"
        : null;

    /// <summary>Names of a family's cases, as the file has them.</summary>
    public static IEnumerable<string> Cases(string family) =>
        File.ReadLines(Path.Combine(Folder, family + ".test.mjs"))
            .Select(l => CaseName().Match(l))
            .Where(m => m.Success)
            .Select(m => m.Groups[1].Value.Replace(@"\'", "'", StringComparison.Ordinal));

    public Task InitializeAsync() => _lake.InitializeAsync();

    public Task DisposeAsync() => _lake.DisposeAsync();

    /// <summary>Passes where the case did.</summary>
    public async Task CheckAsync(string family, string name)
    {
        Task<IReadOnlyDictionary<string, string>> run;
        lock (_runs)
        {
            if (!_runs.TryGetValue(family, out run!))
                _runs[family] = run = RunAsync(family);
        }

        var outcomes = await run;
        outcomes[name].ShouldBe("ok");
    }

    private async Task<IReadOnlyDictionary<string, string>> RunAsync(string family)
    {
        var printed = await ClientTool.RunAsync(
            ClientTool.Find("node")!,
            Folder,
            _lake.Server,
            "--test-reporter=tap",
            family + ".test.mjs"
        );
        var outcomes = Read(printed.Output);
        // What was not run says how its process ended.
        return Cases(family)
            .Concat(outcomes.Keys)
            .Distinct()
            .ToDictionary(name => name, name => outcomes.GetValueOrDefault(name, $"was not run: {printed}"));
    }

    // TAP: "ok 1 - name", or "not ok 2 - name" with what went wrong in indented lines behind it.
    private static Dictionary<string, string> Read(string tap)
    {
        var outcomes = new Dictionary<string, string>();
        var last = "";
        foreach (var line in tap.Split('\n'))
        {
            if (Outcome().Match(line) is { Success: true } found)
            {
                last = Escape().Replace(found.Groups["name"].Value, "$1");
                outcomes[last] = found.Groups["not"].Success ? "" : "ok";
            }
            else if (outcomes.TryGetValue(last, out var soFar) && soFar != "ok")
            {
                outcomes[last] = soFar + line + "\n";
            }
        }

        return outcomes;
    }

    [GeneratedRegex(@"^test\('((?:[^'\\]|\\.)*)'")]
    private static partial Regex CaseName();

    [GeneratedRegex(@"^(?<not>not )?ok \d+ - (?<name>.*)$")]
    private static partial Regex Outcome();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();
}

/// <summary>Cases that Node runs; skipped where Node or the project's packages are not there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class JavaScriptTheoryAttribute : TheoryAttribute
{
    public JavaScriptTheoryAttribute() => Skip = JavaScriptSuite.Missing;
}
