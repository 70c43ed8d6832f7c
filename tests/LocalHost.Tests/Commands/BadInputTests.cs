using System.Net;
using System.Net.Sockets;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>
/// Bad input is refused before any work: one message with all problems, exit code 2, nothing written.
/// </summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Lake => _folder.At("lake");

    [Theory]
    [InlineData("x';DROP TABLE y", "--service", "x';DROP TABLE y")]
    [InlineData("2025-13-40", "--date", "2025-13-40")]
    [InlineData("2999-01-01", "--date", "2999-01-01")]
    [InlineData("2025-09-30", "--date", "2025-09-30")]
    [InlineData("no_such_type", "--query-type", "no_such_type")]
    [InlineData("did you mean 'CommerceAnalytics__MaxConcurrentQueries'?", "--set", "MaxConcurentQueries=3")]
    [InlineData("must be a whole number", "--set", "MaxConcurrentQueries=many")]
    [InlineData("CommerceAnalytics:MaxConcurrentQueries", "--set", "MaxConcurrentQueries=0")]
    [InlineData("is not KEY=VALUE", "--set", "MaxConcurrentQueries")]
    [InlineData("'CommerceSchedule' (--set) is '* *'", "--set", "CommerceSchedule=* *")]
    [InlineData("'CommerceSchedule' (--set) is '0 4 * * *'", "--set", "CommerceSchedule=0 4 * * *")]
    [InlineData("'CommerceSchedule' (--set) is '0 0 4 31 2 *'", "--set", "CommerceSchedule=0 0 4 31 2 *")]
    [InlineData("--athena-latency 'soon'", "--athena-latency", "soon")]
    [InlineData("is not there", "--settings", "/nowhere/local.settings.json")]
    [InlineData("--settings is empty: name a file.", "--settings", "")]
    [InlineData("--faults '/nowhere/faults.json' cannot be read", "--faults", "/nowhere/faults.json")]
    [InlineData("--json '.' cannot be written: it is a folder", "--json", ".")]
    [InlineData("--no-such-option", "--no-such-option")]
    [InlineData("--storage 'azur' must be sqlite or azure", "--storage", "azur")]
    [InlineData("--storage '1' must be sqlite or azure", "--storage", "1")]
    [InlineData("takes the connection from the setting AzureWebJobsStorage, which is not there", "--storage", "azure")]
    [InlineData(
        "the setting AzureWebJobsStorage is no connection string",
        "--storage",
        "azure",
        "--set",
        "AzureWebJobsStorage=nonsense"
    )]
    [InlineData("--date", "--date")]
    public async Task Run_BadValue_IsRefusedByName(string named, params string[] arguments)
    {
        var outcome = await Shell.RunAsync(["run", "--lake", Lake, .. arguments]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(named);
        outcome.Output.ShouldBeEmpty();
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Serve_OnALocalAwsElsewhere_TakesNoLakeAndNeedsItsKeys()
    {
        var outcome = await Shell.RunAsync(
            "serve",
            "--lake",
            Lake,
            "--aws-port",
            "0",
            "--port",
            "0",
            "--set",
            "ServiceUrl=http://127.0.0.1:4566"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("--lake is for a LocalAws of one's own, and Aws__ServiceUrl is set");
        outcome.Error.ShouldContain("--aws-port is for a LocalAws of one's own");
        outcome.Error.ShouldContain("the keys of the one at http://127.0.0.1:4566 are not in the environment");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_OnAStorageThatIsNotThere_SaysSoAtOnce()
    {
        // The port of a listener that is gone.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var address = $"http://127.0.0.1:{port}/devstoreaccount1";
        var storage =
            $"AccountName=devstoreaccount1;AccountKey=AAAA;BlobEndpoint={address};QueueEndpoint={address};TableEndpoint={address}";

        var outcome = await Shell.RunLiveAsync(
            "run",
            "--lake",
            Lake,
            "--date",
            "2025-10-10",
            "--storage",
            "azure",
            "--set",
            $"AzureWebJobsStorage={storage}"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("the storage that AzureWebJobsStorage names cannot be used", Case.Insensitive);
        outcome.Error.ShouldNotContain("AccountKey");
        Directory.EnumerateFileSystemEntries(_folder.Path).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("rollback", "ServiceNames")]
    [InlineData("status", "Made if it is not there")]
    [InlineData("check", "Made if it is not there")]
    [InlineData("chaos", ".local/lake")]
    public async Task Help_OfACommand_DoesNotPromiseWhatAnotherDoes(string command, string promise) =>
        (await Shell.RunAsync(command, "--help")).Output.ShouldNotContain(promise);

    [Fact]
    public async Task CommandOfAGroup_BadValue_IsNamedWithItsGroup() =>
        (await Shell.RunAsync("bench", "scan", "--nonsense")).Error.ShouldContain(
            "See `commerce-analytics bench scan --help`."
        );

    [Fact]
    public async Task Aws_FaultPlanThatIsNotJson_IsRefusedWithThePlace()
    {
        await File.WriteAllTextAsync(_folder.At("faults.json"), "{\n  \"rules\": nope }");

        var outcome = await Shell.RunAsync("aws", "--lake", Lake, "--faults", _folder.At("faults.json"));

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain("The fault plan is not JSON: line 2, byte ");
    }

    [Fact]
    public async Task Aws_FaultPlanWithProblems_IsRefusedWithAllOfThem()
    {
        await File.WriteAllTextAsync(
            _folder.At("faults.json"),
            """{ "rules": [ { "fault": "drop", "nth": 0 }, { "fault": "error" } ] }"""
        );

        var outcome = await Shell.RunAsync("aws", "--lake", Lake, "--faults", _folder.At("faults.json"));

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain("Rule 1 of the fault plan: nth 0 must be at least 1.");
        outcome.Error.ShouldContain("Rule 2 of the fault plan: the fault error needs a code.");
    }

    [Theory]
    [InlineData("run")]
    [InlineData("serve")]
    [InlineData("aws")]
    [InlineData("sample")]
    public async Task Command_LakeInTheWayOfAFile_IsRefused(string command)
    {
        await File.WriteAllTextAsync(Lake, "a file");

        var outcome = await Shell.RunAsync(command, "--lake", Path.Combine(Lake, "inside"));

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(Lake);
        (await File.ReadAllTextAsync(Lake)).ShouldBe("a file");
    }

    [Fact]
    public async Task Run_EverythingWrong_NamesAllProblemsInOneMessage()
    {
        await File.WriteAllTextAsync(_folder.At("settings.json"), "{ \"Values\": ");

        var outcome = await Shell.RunAsync(
            new Dictionary<string, string>
            {
                ["CommerceAnalytics__NoSuchSetting"] = "1",
                ["Aws__Credentials"] = "Magic",
            },
            "run",
            "--lake",
            Lake,
            "--settings",
            _folder.At("settings.json"),
            "--set",
            "ResultsBucket=NOT A BUCKET",
            "--service",
            "x';DROP TABLE y",
            "--date",
            "2025-13-40",
            "--query-type",
            "nonsense",
            "--bogus"
        );

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        foreach (
            var part in new[]
            {
                "not JSON",
                "NoSuchSetting",
                "Magic",
                "NOT A BUCKET",
                "x';DROP TABLE y",
                "2025-13-40",
                "nonsense",
                "--bogus",
            }
        )
            outcome.Error.ShouldContain(part);
        outcome
            .Error.Split('\n')
            .Count(line => line.StartsWith("  - ", StringComparison.Ordinal))
            .ShouldBe(8, outcome.Error);
        outcome.Output.ShouldBeEmpty();
        Directory.Exists(Lake).ShouldBeFalse();
    }

    [Theory]
    [InlineData("serve", "--port")]
    [InlineData("serve", "--aws-port")]
    [InlineData("aws", "--aws-port")]
    public async Task Command_PortInUse_IsRefusedBeforeTheLakeIsMade(string command, string option)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string[] others = command == "serve" ? (option == "--port" ? ["--aws-port", "0"] : ["--port", "0"]) : [];

        var outcome = await Shell.RunAsync([command, "--lake", Lake, option, $"{port}", .. others]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain($"port {port} ({option}) is in use", Case.Insensitive);
        Directory.Exists(Lake).ShouldBeFalse();
    }

    [Fact]
    public async Task Serve_OnePortForBoth_IsRefusedBeforeTheLakeIsMade()
    {
        var outcome = await Shell.RunAsync("serve", "--lake", Lake, "--port", "4566");

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("--port and --aws-port are both 4566");
        Directory.Exists(Lake).ShouldBeFalse();
    }

    [Fact]
    public async Task Query_LakeThatIsNotThere_IsRefusedAndNotMade()
    {
        var outcome = await Shell.RunAsync("query", "SELECT 1", "--lake", Lake, "--format", "xml");

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain("is not there");
        outcome.Error.ShouldContain("xml");
        Directory.Exists(Lake).ShouldBeFalse();
    }

    [Theory]
    [InlineData("plan")]
    [InlineData("query", "SELECT 1")]
    [InlineData("status")]
    public async Task Command_CatalogThatCannotBeRead_IsRefused(string command, params string[] arguments)
    {
        // A folder in the file's place: whoever runs tests may read any file.
        Directory.CreateDirectory(Path.Combine(Lake, ".localaws", "catalog.db"));

        var outcome = await Shell.RunLiveAsync([command, .. arguments, "--lake", Lake]);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(".localaws");
        outcome.Output.ShouldBeEmpty();
    }

    [Fact]
    public async Task UnknownCommand_IsRefused()
    {
        var outcome = await Shell.RunAsync("dance");

        outcome.ExitCode.ShouldBe(ExitCode.Refused);
        outcome.Error.ShouldContain("dance");
    }

    [Fact]
    public async Task NoCommand_PrintsHelpThatNamesEveryCommand()
    {
        var outcome = await Shell.RunAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Done);
        foreach (var command in new[] { "run", "serve", "aws", "plan", "query", "sample" })
            outcome.Output.ShouldContain($"  {command} ");
    }

    public void Dispose() => _folder.Dispose();
}
