using System.Diagnostics;
using LocalAws.State;
using LocalAws.Tests.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAws.Tests.State;

public sealed class StartTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("start");

    private string Lake => Path.Combine(_folder.FullName, "not", "there", "yet");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task StartAsync_NewLake_MakesItAndKeepsItsKeysForTheOwnerAlone()
    {
        string id,
            secret;
        await using (var first = await Start(Lake))
            (id, secret) = (first.AccessKeyId, first.SecretAccessKey);
        await using var second = await Start(Lake);

        (second.AccessKeyId, second.SecretAccessKey).ShouldBe((id, secret));
        var state = Path.Combine(Lake, ".localaws");
        if (OperatingSystem.IsWindows())
            return;
        File.GetUnixFileMode(Path.Combine(state, "keys.json")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(state).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public async Task StartAsync_LakeInUse_SaysByWhomAndWhere()
    {
        await using var owner = await Start(Lake);

        var e = await Should.ThrowAsync<LakeInUseException>(() => Start(Lake));

        e.ProcessId.ShouldBe(Environment.ProcessId);
        e.Endpoint.ShouldBe(owner.Endpoint);
        e.Message.ShouldBe(
            $"The lake {Lake} is in use by process {Environment.ProcessId} at {owner.Endpoint}; use that one, stop it, or choose another lake."
        );
    }

    [Fact]
    public async Task StartAsync_PortInUse_SaysSoAndLetsGoOfTheLake()
    {
        await using var other = await Start(Path.Combine(_folder.FullName, "other"));

        var e = await Should.ThrowAsync<LocalAwsStartException>(() => Start(Lake, other.Endpoint.Port));

        e.Problem.ShouldBe(LocalAwsStartProblem.PortInUse);
        e.Message.ShouldContain($"Port {other.Endpoint.Port} on 127.0.0.1 is in use");
        await using var again = await Start(Lake);
    }

    [Fact]
    public async Task StartAsync_LakeThatCannotBe_SaysSo()
    {
        var file = Path.Combine(_folder.FullName, "a-file");
        await File.WriteAllTextAsync(file, "not a folder");

        var e = await Should.ThrowAsync<LocalAwsStartException>(() => Start(Path.Combine(file, "lake")));

        e.Problem.ShouldBe(LocalAwsStartProblem.LakeNotWritable);
        e.Message.ShouldStartWith($"The lake {Path.Combine(file, "lake")} cannot be written (");
    }

    [Fact]
    public async Task Find_WhileOneRuns_GivesItsAddressAndAfterwardsNull()
    {
        LocalAwsAddress.Find(Lake).ShouldBeNull();
        await using (var server = await Start(Lake))
        {
            LocalAwsAddress
                .Find(Lake)
                .ShouldBe(
                    new LocalAwsAddress(
                        server.Endpoint,
                        server.Region,
                        server.AccessKeyId,
                        server.SecretAccessKey,
                        Environment.ProcessId
                    )
                );
        }

        LocalAwsAddress.Find(Lake).ShouldBeNull();
    }

    [Fact]
    public async Task Find_OwnerThatWasKilled_IsNull()
    {
        await using (await Start(Lake))
        {
            // Nothing: the first start makes the folders and keys.
        }

        using var killed = Process.Start("sleep", "60");
        var dead = new LakeOwner(killed.Id, killed.StartTime.ToUniversalTime(), new("http://127.0.0.1:1"), "r");
        dead.Write(new(Lake));
        LocalAwsAddress.Find(Lake).ShouldNotBeNull();
        killed.Kill();
        await killed.WaitForExitAsync();

        LocalAwsAddress.Find(Lake).ShouldBeNull();
    }

    private static Task<LocalAwsServer> Start(string lake, int port = 0) =>
        LocalAwsServer.StartAsync(
            new() { LakeFolder = lake, Port = port },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            (_, _) => new ScriptedEngine(),
            CancellationToken.None
        );
}
