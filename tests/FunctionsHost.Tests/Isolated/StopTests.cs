using System.Net;
using FunctionsHost.Isolated.Processes;
using FunctionsHost.Tests.Hosting;

namespace FunctionsHost.Tests.Isolated;

public sealed class StopTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Stop_WithACallThatEnds_LetsItEndAndTakesNoMore()
    {
        await using var host = await TestHost.StartAsync();
        var worker = ProcessIdentity.Of(await host.PidAsync())!;
        var body = new UnfinishedContent();
        var call = host.Client.PostAsync("Echo", body);
        await host.Logs.FirstAsync("Echoing ");

        var stopping = host.Worker.StopAsync(TimeLimit);
        var refused = await host.Client.GetAsync("hello/late");
        stopping.IsCompleted.ShouldBeFalse();
        body.Finish();
        await stopping;

        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await call).StatusCode.ShouldBe(HttpStatusCode.OK);
        worker.IsRunning().ShouldBeFalse();
        host.Logs.All.Select(line => line.Event.Id).Intersect([5401, 5406, 5407]).ShouldBeEmpty();
    }

    [Fact]
    public async Task Stop_WithACallThatDoesNotEnd_GivesItUpAfterTheDrain()
    {
        await using var host = await TestHost.StartAsync();
        var worker = ProcessIdentity.Of(await host.PidAsync())!;
        var call = host.Client.GetAsync("Wait");
        await host.Logs.FirstAsync("Waiting in ");

        await host.Worker.StopAsync(TimeSpan.FromMilliseconds(50));

        (await call).StatusCode.ShouldBe(HttpStatusCode.BadGateway);
        worker.IsRunning().ShouldBeFalse();
        await host.Logs.FirstAsync(line => line.Event.Id == 5407);
    }

    [Fact]
    public async Task Stop_Ends_LeavesNoRecord()
    {
        using var folder = new TempFolder();
        await using var host = await TestHost.StartAsync(options => options with { StateFolder = folder.Path });
        File.Exists(RecordedWorker.PathIn(folder.Path)).ShouldBeTrue();

        await host.Worker.StopAsync(TimeLimit);

        File.Exists(RecordedWorker.PathIn(folder.Path)).ShouldBeFalse();
    }
}
