using System.Diagnostics;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace EndToEnd.Support;

/// <summary>
/// The program itself, as a person starts it: a process of its own, its exit code and what it printed.
/// </summary>
internal static class CommandLine
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    /// <summary>Where the program was built, and the published app with it.</summary>
    public static string ProgramFolder { get; } =
        Path.GetFullPath(
            typeof(CommandLine)
                .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
                .Single(metadata => metadata.Key == "ProgramFolder")
                .Value!
        );

    public static Task<Outcome> RunAsync(params string[] arguments) => RunAsync(TimeLimit, arguments);

    /// <summary>The same for what takes long: <c>chaos</c>, on a machine that does much else.</summary>
    public static async Task<Outcome> RunAsync(TimeSpan limit, params string[] arguments)
    {
        using var process = Process.Start(StartInfo(arguments))!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var timeLimit = new CancellationTokenSource(limit);
        try
        {
            await process.WaitForExitAsync(timeLimit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException(
                $"{string.Join(' ', arguments)} did not end. It printed: {await output}{await errors}",
                e
            );
        }

        return new Outcome(process.ExitCode, await output, await errors);
    }

    /// <summary>The report that a command writes, whether it succeeds or fails.</summary>
    public static async Task<JsonElement> ReportAsync(params string[] command)
    {
        using var folder = new TemporaryFolder();
        var file = folder.File("report.json");
        var outcome = await RunAsync([.. command, "--json", file]);
        File.Exists(file).ShouldBeTrue(outcome.ToString());
        return JsonSerializer.Deserialize<JsonElement>(await File.ReadAllTextAsync(file));
    }

    public static async Task<string> QueryAsync(string lake, string sql)
    {
        var outcome = await RunAsync("query", sql, "--lake", lake, "--format", "json");
        outcome.ExitCode.ShouldBe(0, outcome.ToString());
        return outcome.Output.Trim();
    }

    public static ProcessStartInfo StartInfo(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = Path.GetTempPath(),
        };
        info.ArgumentList.Add(Path.Combine(ProgramFolder, "commerce-analytics.dll"));
        foreach (var argument in arguments)
        {
            info.ArgumentList.Add(argument);
        }

        info.Environment["NO_COLOR"] = "1";
        return info;
    }
}

internal sealed record Outcome(int ExitCode, string Output, string Errors)
{
    public override string ToString() =>
        $"exit {ExitCode}\n--- standard output\n{Output}\n--- standard error\n{Errors}";
}
