using System.Diagnostics;

namespace LocalAws.Tests.Clients;

/// <summary>What a client program printed, and how it ended.</summary>
internal sealed record Printed(int ExitCode, string Output, string Error)
{
    public override string ToString() => $"exit {ExitCode}\n{Output}\n{Error}";
}

/// <summary>A program of someone else's that speaks to AWS, and how it is told of a LocalAws.</summary>
internal static class ClientTool
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(4);

    /// <summary>The program's path, or null where it is not there.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .SelectMany(folder => new[] { Path.Combine(folder, name), Path.Combine(folder, name + ".exe") })
            .FirstOrDefault(File.Exists);

    public static async Task<Printed> RunAsync(
        string program,
        string folder,
        LocalAwsServer server,
        params string[] arguments
    )
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings(server))
            info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var timeLimit = new CancellationTokenSource(TimeLimit);
        await using var impatience = timeLimit.Token.Register(() => process.Kill(entireProcessTree: true));
        await process.WaitForExitAsync(CancellationToken.None);
        return new(
            process.ExitCode,
            await output,
            await errors + (timeLimit.IsCancellationRequested ? $"\nkilled after {TimeLimit}" : "")
        );
    }

    // Nothing of the machine's own configuration may come in, nor any look-up of credentials elsewhere.
    private static Dictionary<string, string> Settings(LocalAwsServer server) =>
        new()
        {
            ["AWS_ACCESS_KEY_ID"] = server.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = server.SecretAccessKey,
            ["AWS_REGION"] = server.Region,
            ["AWS_DEFAULT_REGION"] = server.Region,
            ["AWS_ENDPOINT_URL"] = server.Endpoint.ToString().TrimEnd('/'),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_CONFIG_FILE"] = "/nonexistent",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "/nonexistent",
            ["AWS_PAGER"] = "",
            ["AWS_MAX_ATTEMPTS"] = "1",
        };
}
