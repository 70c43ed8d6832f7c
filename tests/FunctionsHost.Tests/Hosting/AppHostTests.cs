using System.Net;
using System.Net.Http.Json;
using FunctionsHost.Hosting;
using FunctionsHost.Tests.Small;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace FunctionsHost.Tests.Hosting;

public sealed class AppHostTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(SmallHost.Evening);
    private readonly RecordedLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task HttpFunction_StartsAnOrchestration_ThatRunsToItsEnd()
    {
        await using var host = await SmallHost.StartAsync(Options());

        var answer = await host.Http.PostAsync($"api/greetings/Kim?code={host.Host.Keys.FunctionKey}", content: null);

        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var id = (await answer.Content.ReadFromJsonAsync<string>())!;
        (await host.Host.Client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true))
            .ReadOutputAs<string>()
            .ShouldBe("안녕 Kim");
    }

    [Fact]
    public async Task Start_WithoutHttpAndTimers_RunsOrchestrationsOnly()
    {
        await using var host = await SmallHost.StartAsync(Options() with { HttpPort = null });

        await host.Host.Client.ScheduleNewOrchestrationInstanceAsync(
            "Greet",
            "Lee",
            new StartOrchestrationOptions("g")
        );

        (await host.Host.Client.WaitForInstanceCompletionAsync("g", getInputsAndOutputs: true))
            .ReadOutputAs<string>()
            .ShouldBe("안녕 Lee");
        host.Host.Address.ShouldBeNull();
        _log.Ids.ShouldNotContain(5100);
    }

    [Fact]
    public async Task Start_PortInUse_IsRefusedBeforeAnythingRuns()
    {
        await using var first = await SmallHost.StartAsync(Options());
        using TestFolder other = new();
        await using var second = await AppHost.CreateAsync(
            SmallHost.Options(other, _time, _log) with
            {
                HttpPort = first.Host.Address!.Port,
            },
            CancellationToken.None
        );

        await Should.ThrowAsync<PortInUseException>(() => second.StartAsync(CancellationToken.None));

        Directory.GetFiles(Path.Combine(other.Path, "store")).Select(Path.GetFileName).ShouldBe(["keys.json"]);
    }

    [Fact]
    public async Task Create_TwoFunctionsOfOneRoute_IsRefusedByName()
    {
        var options = Options() with { FunctionTypes = [typeof(SmallApp), typeof(SameRoute)] };

        var refused = await Should.ThrowAsync<HostRefusedException>(() =>
            AppHost.CreateAsync(options, CancellationToken.None)
        );

        refused.Problems.ShouldHaveSingleItem().ShouldContain("'Start' and 'StartAgain' both serve /api/greetings/");
    }

    [Theory]
    [InlineData("0 0 25 * * *", "is no NCRONTAB expression")]
    [InlineData("0 0 4 31 2 *", "ever occurs")]
    [InlineData("", "'Schedule'")]
    public async Task Create_ScheduleWrong_IsRefusedByName(string schedule, string reason)
    {
        var refused = await Should.ThrowAsync<HostRefusedException>(() =>
            AppHost.CreateAsync(SmallHost.Options(_folder, _time, _log, schedule), CancellationToken.None)
        );

        refused.Problems.ShouldHaveSingleItem().ShouldContain(reason);
        refused.Message.ShouldContain("'Nightly'");
    }

    [Fact]
    public async Task Create_AppRefusesItsSettings_TellsAllProblems()
    {
        var options = Options() with
        {
            Compose = builder =>
                builder
                    .Services.AddOptions<SmallAppState>()
                    .Validate(_ => false, "first")
                    .Validate(_ => false, "second")
                    .ValidateOnStart(),
        };

        (
            await Should.ThrowAsync<HostRefusedException>(() => AppHost.CreateAsync(options, CancellationToken.None))
        ).Problems.ShouldBe(["first", "second"]);
    }

    [Fact]
    public async Task Create_FaultsEverywhere_TellsAllAtOnceAndWritesNothing()
    {
        var options = SmallHost.Options(_folder, _time, _log, schedule: "never") with
        {
            HostJsonPath = _folder.File(
                "odd.json",
                """{ "extensions": { "durableTask": { "maxConcurrentActivityFunctions": 0 } } }"""
            ),
            Compose = _ => throw new HostRefusedException(["Nonsense is no setting."]),
        };

        var refused = await Should.ThrowAsync<HostRefusedException>(() =>
            AppHost.CreateAsync(options, CancellationToken.None)
        );

        refused.Problems.Count.ShouldBe(3);
        Directory.Exists(options.StoreFolder).ShouldBeFalse();
    }

    [Fact]
    public async Task Create_HostJsonWithUnknownKey_SaysSo()
    {
        var path = _folder.File("odd.json", """{ "extensions": { "durableTask": { "hubname2": "x" } } }""");

        await using var host = await AppHost.CreateAsync(
            Options() with
            {
                HostJsonPath = path,
            },
            CancellationToken.None
        );

        _log.Entries.ShouldContain(entry =>
            entry.Id == 5001 && entry.Message.Contains("extensions.durableTask.hubname2")
        );
    }

    [Fact]
    public async Task Start_NightMissedWhileDown_RunsItOnceForTheDateThatWasDue()
    {
        await using (await SmallHost.StartAsync(Options() with { RunTimers = true }))
            _time.SetUtcNow(SmallHost.Evening);
        _time.SetUtcNow(SmallHost.Evening.AddDays(2));

        await using var host = await SmallHost.StartAsync(Options() with { RunTimers = true });
        await host.State.NightRan.WaitAsync();

        var night = host.State.Nights.ShouldHaveSingleItem();
        night.IsPastDue.ShouldBeTrue();
        night.ScheduleStatus!.Next.ShouldBe(new DateTime(2026, 11, 23, 4, 0, 0, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Start_AfterAKill_GoesOnWithWhatWasRunning()
    {
        await using (var killed = await SmallHost.StartAsync(Options()))
        {
            await killed.Host.Client.ScheduleNewOrchestrationInstanceAsync(
                "Waiting",
                new StartOrchestrationOptions("w")
            );
            await killed.Host.Client.WaitForInstanceStartAsync("w");
        }

        await using var host = await SmallHost.StartAsync(Options());
        await host.Host.Client.RaiseEventAsync("w", "go", "still here");

        (await host.Host.Client.WaitForInstanceCompletionAsync("w", getInputsAndOutputs: true))
            .ReadOutputAs<string>()
            .ShouldBe("still here");
    }

    [Fact]
    public async Task Stop_ActivityRuns_IsWaitedFor()
    {
        await using var host = await SmallHost.StartAsync(Options());
        await host.Host.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("s"));
        await host.State.SlowBegan.Task;

        var stopping = host.Host.StopAsync();
        stopping.IsCompleted.ShouldBeFalse();
        host.State.SlowMayEnd.SetResult();
        await stopping;

        _log.Ids.TakeLast(1).ShouldBe([5003]);
    }

    [Fact]
    public async Task Stop_ActivityHangs_IsCancelledAfterTheDrainTimeOut()
    {
        await using var host = await SmallHost.StartAsync(Options());
        var state = host.State;
        await host.Host.Client.ScheduleNewOrchestrationInstanceAsync("Slow", new StartOrchestrationOptions("s"));
        await state.SlowBegan.Task;
        var began = _time.GetUtcNow();

        var stopping = host.Host.StopAsync();
        state.SlowCancelled.Task.IsCompleted.ShouldBeFalse();
        while (!stopping.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await stopping;
        await state.SlowCancelled.Task;
        (_time.GetUtcNow() - began).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(30));
        state.SlowMayEnd.SetResult();
    }

    private AppHostOptions Options() => SmallHost.Options(_folder, _time, _log);

    public static class SameRoute
    {
        [Function("StartAgain")]
        public static IResult Start(
            [HttpTrigger(AuthorizationLevel.Function, "post", Route = "greetings/{to}")] HttpRequest request
        ) => Results.Text(request.Path);
    }
}
