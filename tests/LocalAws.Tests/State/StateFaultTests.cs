using LocalAws.Tests.Wire;

namespace LocalAws.Tests.State;

/// <summary>State that cannot be opened is told of in one sentence, and left as it is.</summary>
public sealed class StateFaultTests
{
    [Theory]
    [InlineData("catalog.db")]
    [InlineData("queries.db")]
    [InlineData("objects.db")]
    [InlineData("sessions.db")]
    public async Task Start_DamagedState_IsRefusedAndLeftAsItIs(string file)
    {
        var lake = new TestLake();
        var path = Path.Combine(Directory.CreateDirectory(Path.Combine(lake.Lake, ".localaws")).FullName, file);
        await File.WriteAllTextAsync(path, new string('?', 9000));

        var refused = await Should.ThrowAsync<LocalAwsStartException>(lake.InitializeAsync);

        refused.Problem.ShouldBe(LocalAwsStartProblem.StateUnusable);
        refused.Message.ShouldStartWith($"LocalAws's state in {Path.Combine(lake.Lake, ".localaws")} is damaged (");
        (await File.ReadAllTextAsync(path)).ShouldBe(new string('?', 9000));
        Directory.Delete(lake.Lake, recursive: true);
    }

    [Fact]
    public async Task Start_StateThatCannotBeOpened_IsRefused()
    {
        var lake = new TestLake();
        Directory.CreateDirectory(Path.Combine(lake.Lake, ".localaws", "catalog.db"));

        var refused = await Should.ThrowAsync<LocalAwsStartException>(lake.InitializeAsync);

        refused.Message.ShouldContain("see that the disk has room and works");
        Directory.Delete(lake.Lake, recursive: true);
    }
}
