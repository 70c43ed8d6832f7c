using System.Text.Json.Nodes;

namespace LocalAws.Tests.Clients;

/// <summary>The AWS CLI over a lake of its own.</summary>
public sealed class AwsCli : IAsyncLifetime
{
    private readonly ClientLake _lake = new();

    /// <summary>Why there is no CLI to run; null where there is.</summary>
    public static string? Missing { get; } =
        ClientTool.Find("aws") is null ? "needs the AWS CLI (Debian: apt-get install awscli)" : null;

    /// <summary>The lake's folder.</summary>
    public string Lake => _lake.Lake;

    /// <summary>The folder that the CLI runs in.</summary>
    public string Work => _lake.Work;

    public Task InitializeAsync() => _lake.InitializeAsync();

    public Task DisposeAsync() => _lake.DisposeAsync();

    /// <summary>Runs a command that must succeed; gives what it printed.</summary>
    public async Task<string> RunAsync(params string[] arguments)
    {
        var printed = await CallAsync(arguments);
        printed.ExitCode.ShouldBe(0, printed.ToString());
        return printed.Output;
    }

    /// <summary>Runs a command that must succeed; gives its JSON.</summary>
    public async Task<JsonNode> JsonAsync(params string[] arguments) =>
        JsonNode.Parse(await RunAsync([.. arguments, "--output", "json"]))!;

    /// <summary>Runs a command that must be refused; gives what it said.</summary>
    public async Task<string> RefusedAsync(params string[] arguments)
    {
        var printed = await CallAsync(arguments);
        printed.ExitCode.ShouldNotBe(0, printed.ToString());
        return printed.Error;
    }

    /// <summary>Waits until a query execution has ended.</summary>
    public Task EndedAsync(string queryExecutionId) => _lake.Server.Services.Runner.WhenEnded(queryExecutionId);

    /// <summary>Writes a file for the CLI to send.</summary>
    public async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(Work, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    // Older CLIs do not know AWS_ENDPOINT_URL.
    private Task<Printed> CallAsync(string[] arguments) =>
        ClientTool.RunAsync(
            ClientTool.Find("aws")!,
            Work,
            _lake.Server,
            ["--endpoint-url", _lake.Server.Endpoint.ToString(), .. arguments]
        );
}

/// <summary>A case that the AWS CLI runs; skipped where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AwsCliFactAttribute : FactAttribute
{
    public AwsCliFactAttribute() => Skip = AwsCli.Missing;
}
