using System.Net;
using FunctionsHost.Tests.Hosting;
using FunctionsHost.Workers;
using Microsoft.Extensions.Logging;
using TimerInfo = Microsoft.Azure.Functions.Worker.TimerInfo;

namespace FunctionsHost.Tests.Isolated;

/// <summary>Workers that die while their host lives.</summary>
public sealed class LossTests
{
    private static readonly TimerInfo Firing = new();

    [Fact]
    public async Task Serve_WorkerKilledInACall_Answers502AndTheNextCallWorks()
    {
        await using var host = await TestHost.StartAsync();
        var killed = await host.PidAsync();
        var call = host.Client.GetAsync("Wait");
        await host.Logs.FirstAsync("Waiting in ");

        Signal.Kill(killed);

        (await call).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        var next = await host.Client.GetAsync("hello/again");
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await host.PidAsync()).ShouldNotBe(killed);
    }

    [Fact]
    public async Task Serve_WorkerKilledInTheMiddleOfAnAnswer_BreaksTheAnswer()
    {
        await using var host = await TestHost.StartAsync();
        var killed = await host.PidAsync();
        using var answer = await host.Client.GetAsync("Wait?begin", HttpCompletionOption.ResponseHeadersRead);
        await host.Logs.FirstAsync("Waiting in ");

        Signal.Kill(killed);

        await Should.ThrowAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Invoke_WorkerKilledMeanwhile_FailsAsLost()
    {
        await using var host = await TestHost.StartAsync();
        var killed = await host.PidAsync();
        var firing = host.Worker.FireTimerAsync(host.Function("WaitingTick"), Firing, CancellationToken.None);
        await host.Logs.FirstAsync("The tick waits");

        Signal.Kill(killed);

        await Should.ThrowAsync<WorkerLostException>(() => firing);
        await host.Worker.FireTimerAsync(host.Function("Tick"), Firing, CancellationToken.None);
    }

    [Fact]
    public async Task Watch_WorkerDies_TellsHowAndStartsAnotherAtOnce()
    {
        await using var host = await TestHost.StartAsync();
        await host.Client.GetAsync("Log");
        await host.Logs.FirstAsync("printed by the app");
        var killed = await host.PidAsync();

        Signal.Kill(killed);

        var lost = await host.Logs.FirstAsync(line => line.Event.Id == 5401);
        lost.Level.ShouldBe(LogLevel.Error);
        lost.Text.ShouldContain($"process {killed}");
        lost.Text.ShouldContain("exit code 137");
        lost.Text.ShouldContain("printed by the app");
        (await host.Logs.FirstAsync(line => line.Event.Id == 5402)).Text.ShouldContain("00:00:00.");
    }

    [Fact]
    public async Task Watch_WorkerCannotStartAgain_TriesLaterEachTimeAndCallsAreAnswered503()
    {
        using var folder = new TempFolder();
        var obstacle = Path.Combine(folder.Path, "obstacle");
        await using var host = await TestHost.StartAsync(options =>
            options with
            {
                RestartWait = TimeSpan.FromSeconds(1),
                Settings = new Dictionary<string, string> { ["Sample:FailWhile"] = obstacle },
            }
        );
        var killed = await host.PidAsync();
        await File.WriteAllTextAsync(obstacle, "");

        Signal.Kill(killed);
        await host.Logs.FirstAsync(line => line.Event.Id == 5402 && line.Text.Contains("00:00:00.5"));
        var refused = await host.Client.GetAsync("hello/early");
        File.Delete(obstacle);

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        var failure = await host.Logs.FirstAsync(line => line.Event.Id == 5403);
        failure.Exception.ShouldNotBeNull().ShouldContain("The file is there.");
        var delays = host.Logs.All.Where(line => line.Event.Id == 5402).Select(line => line.Text).Take(2);
        delays.ShouldBe([
            "The worker is started again in 00:00:00.",
            "The worker is started again in 00:00:00.5000000.",
        ]);
        await host.Logs.FirstAsync(line => line.Event.Id == 5400 && !line.Text.Contains($"{killed}"));
        (await host.Client.GetAsync("hello/late")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
