namespace DurableTask.Sqlite.Tests;

public class LargeDataTests
{
    private static readonly string Large = string.Concat(Enumerable.Range(0, 200_000).Select(i => $"{i} ü"));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_LargeInputResultAndEvent_ComeThroughWholeOnEveryTurn(bool sessions)
    {
        await using var hub = await TestHub.StartAsync(
            Register,
            settings: given => given with { ExtendedSessions = sessions }
        );
        var id = await hub.StartAsync("Big", Large);
        await hub.RaiseAsync(id, "Go", Large);

        (await hub.EndAsync(id)).Output.ShouldBe($"\"{Large}{Large}{Large}\"");
    }

    [Fact]
    public async Task Child_LargeInputAndResult_ComeThroughWholeAfterACrash()
    {
        await using var hub = await TestHub.StartAsync(Register);
        await hub.StartAsync("Above", Large);
        await hub.RunningAsync("below");

        await hub.CrashAndRestartAsync(Register);
        await hub.RaiseAsync("below", "Go", "!");

        (await hub.EndAsync("Above-1")).Output.ShouldBe($"\"{Large}{Large}!\"");
    }

    private static void Register(Code code) =>
        code.Activity<string, string>("Same", text => text)
            .Orchestration<string, string>(
                "Big",
                async (turns, text) =>
                    text + await turns.CallAsync<string>("Same", text) + await turns.EventAsync<string>("Go")
            )
            .Orchestration<string, string>(
                "Above",
                (turns, text) => turns.CallChildAsync<string>("Big", "below", text)
            );
}
