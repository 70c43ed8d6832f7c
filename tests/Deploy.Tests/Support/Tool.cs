using System.Diagnostics;

namespace Deploy.Tests.Support;

/// <summary>A program that a test starts: its exit code and all that it printed.</summary>
internal sealed record Tool(int ExitCode, string Output, string Errors)
{
    public string All => Output + Errors;

    public static async Task<Tool> RunAsync(
        string program,
        string folder,
        IEnumerable<string> arguments,
        params (string Name, string? Value)[] environment
    )
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Tool(process.ExitCode, await output, await errors);
    }

    /// <summary>Whether a program can be started by its name.</summary>
    public static bool IsThere(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
