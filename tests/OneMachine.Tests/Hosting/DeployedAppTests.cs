using System.Net;
using System.Net.Http.Json;
using CommerceAnalytics.OneMachine.Hosting;
using FunctionsHost.Configuration;
using FunctionsHost.Hosting;
using FunctionsHost.Tests.Small;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.OneMachine.Tests.Hosting;

/// <summary>The deployed app on this host, with the host.json that ships, as far as it goes without AWS.</summary>
public sealed class DeployedAppTests : IDisposable
{
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["CommerceSchedule"] = "0 0 4 * * *",
        ["CommerceAnalytics:ResultsBucket"] = "commerce-results",
        ["Aws:Region"] = "ap-northeast-2",
        ["Aws:Credentials"] = "Default",
    };

    private readonly TestFolder _folder = new();
    private readonly RecordedLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Start_DeployedApp_LogsItsNextRunAndServesItsApi()
    {
        await using var host = await SmallHost.StartAsync(Options() with { RunTimers = true });

        _log.Entries.ShouldContain(entry =>
            entry.Message.StartsWith("The next occurrence of 'NightlyTimer' is 2026-11-23T04:00:00Z")
        );
        (await host.Http.GetAsync("api/runs")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await host.Http.GetAsync($"api/runs?code={host.Host.Keys.FunctionKey}")).StatusCode.ShouldBe(
            HttpStatusCode.OK
        );
        (await host.Http.GetAsync($"api/runs/none?code={host.Host.Keys.HostKey}")).StatusCode.ShouldBe(
            HttpStatusCode.NotFound
        );
    }

    [Fact]
    public async Task Post_ServiceThatIsNone_Is400()
    {
        await using var host = await SmallHost.StartAsync(Options());

        var answer = await host.Http.PostAsJsonAsync(
            $"api/runs?code={host.Host.Keys.FunctionKey}",
            new { service_names = new[] { "x';DROP TABLE y" } }
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Create_UnknownSetting_IsRefused()
    {
        var settings = new Dictionary<string, string?>(Settings) { ["CommerceAnalytics:Servces"] = "x" };

        var refused = await Should.ThrowAsync<HostRefusedException>(() =>
            AppHost.CreateAsync(Options() with { Settings = settings }, CancellationToken.None)
        );

        refused.Problems.ShouldHaveSingleItem().ShouldContain("CommerceAnalytics:Servces");
    }

    [Fact]
    public void HostJson_OfTheApp_HasNoUnknownKeyAndQuietClients()
    {
        var read = HostJson.Read(RepositoryRoot.File("host.json"), new ConfigurationBuilder().Build());

        read.UnknownKeys.ShouldBeEmpty();
        foreach (
            var category in new[]
            {
                "Azure.Core",
                "Azure.Identity",
                "Azure.Storage",
                "DurableTask.AzureStorage",
                "DurableTask.Core",
            }
        )
            read.LogLevels[category].ShouldBe(LogLevel.Warning);
    }

    private AppHostOptions Options() =>
        DeployedApp.Options(Path.Combine(_folder.Path, "store"), Settings) with
        {
            HttpPort = 0,
            Time = new FakeTimeProvider(SmallHost.Evening),
            Logging = logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(_log),
        };
}
