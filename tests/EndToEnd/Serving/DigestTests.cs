using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace EndToEnd.Serving;

/// <summary>A night's digest, from the sample's events to whoever listens at the address of the setting.</summary>
public sealed class DigestTests
{
    private static readonly string[] Services = ["theshop-brand", "theshop-pharmacy"];

    private static readonly string[] Figures =
    [
        "Sessions",
        "Users a day",
        "Conversion",
        "Orders",
        "Average order",
        "Revenue",
    ];

    /// <summary>A time zone where it is noon: no night ends while the test runs.</summary>
    private static string ZoneAtNoon
    {
        get
        {
            var offset = 12 - TimeProvider.System.GetUtcNow().Hour;
            // The names of these zones have the sign of what is added to their time to have UTC.
            return $"Etc/GMT{-offset:+0;-0;+0}";
        }
    }

    [Fact]
    public async Task Serve_NightRunTwice_TellsTheReceiverOnce()
    {
        using var folder = new TemporaryFolder();
        var sample = await CommandLine.RunAsync(
            "sample",
            "--lake",
            folder.File("lake"),
            "--days",
            "16",
            "--events-per-day",
            "300"
        );
        sample.ExitCode.ShouldBe(0, sample.ToString());
        var told = Channel.CreateUnbounded<JsonElement>();
        await using var receiver = await ReceiverAsync(told.Writer);
        await using var serving = await Support.Serving.StartAsync(
            folder.File("lake"),
            "--set",
            $"DigestWebhookUrl={receiver.Urls.Single()}/digest",
            "--set",
            $"ReportingTimeZone={ZoneAtNoon}",
            "--set",
            $"ServiceNames={string.Join(',', Services)}"
        );

        var run = await RunAsync(serving);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var digest = await told.Reader.ReadAsync(patience.Token);
        var again = await RunAsync(serving);

        again.ShouldNotBe(run);
        told.Reader.TryRead(out _).ShouldBeFalse("a night is told once");
        Text(digest, "run_id").ShouldBe(run);
        Text(digest, "line").ShouldContain("14 of 14");
        var services = digest.GetProperty("services").EnumerateArray().ToList();
        services.ConvertAll(service => Text(service, "service_name")).ShouldBe(Services);
        foreach (var service in services)
        {
            var figures = service.GetProperty("figures").EnumerateArray().ToList();
            figures.ConvertAll(figure => Text(figure, "name")).ShouldBe(Figures);
            var sessions = figures[0];
            var (now, before) = (sessions.GetProperty("now").GetDecimal(), sessions.GetProperty("before").GetDecimal());
            before.ShouldBeGreaterThan(0);
            sessions.GetProperty("change_percent").GetDecimal().ShouldBe(100 * (now - before) / before, 0.1m);
        }
    }

    private static async Task<string> RunAsync(Support.Serving serving)
    {
        using var started = await serving.Http.PostAsJsonAsync("/api/runs", new { });
        started.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        var payload = await started.Content.ReadFromJsonAsync<JsonElement>();
        var end = await serving.WaitForEndAsync(Text(payload, "statusQueryGetUri"));
        Text(end, "runtimeStatus").ShouldBe("Completed");
        return Text(payload, "id");
    }

    private static async Task<WebApplication> ReceiverAsync(ChannelWriter<JsonElement> told)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.Run(async http => await told.WriteAsync(await http.Request.ReadFromJsonAsync<JsonElement>()));
        await app.StartAsync();
        return app;
    }

    private static string Text(JsonElement of, string member) => of.GetProperty(member).GetString()!;
}
