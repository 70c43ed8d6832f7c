using FunctionsHost.Tests.Hosting;
using Microsoft.Extensions.Logging;

namespace FunctionsHost.Tests.Isolated;

public sealed class LogTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private const string Category = "SampleApp.HttpFunctions";

    private readonly TestHost _host = shared.Host;

    [Fact]
    public async Task Logs_OfAFunction_KeepCategoryLevelEventAndInvocation()
    {
        await _host.Client.GetAsync("Log");
        var error = await _host.Logs.FirstAsync("Error from /api/Log.");

        var lines = _host
            .Logs.All.Where(line => line.Category == Category && line.Invocation == error.Invocation)
            .ToList();
        lines
            .Select(line => line.Level)
            .ShouldBe([LogLevel.Debug, LogLevel.Information, LogLevel.Warning, LogLevel.Error]);
        lines.Select(line => line.Event.Name).ShouldBe(["Debugged", "Informed", "Warned", "Failed"]);
        error.Invocation.ShouldNotBeNullOrEmpty();
        error.Exception.ShouldNotBeNull().ShouldContain("System.InvalidOperationException: the cause");
    }

    [Fact]
    public async Task Logs_PrintedByTheApp_AreItsConsoles()
    {
        await _host.Client.GetAsync("Log");

        var printed = await _host.Logs.FirstAsync("printed by the app");

        printed.Category.ShouldBe("Host.Function.Console");
        printed.Level.ShouldBe(LogLevel.Information);
    }

    [Fact]
    public async Task Logs_BelowTheHostsLevelForTheirCategory_AreLeftOut()
    {
        await using var host = await TestHost.StartAsync(log: logging => logging.AddFilter(Category, LogLevel.Warning));

        await host.Client.GetAsync("Log");
        await host.Logs.FirstAsync("Error from /api/Log.");

        var levels = host.Logs.All.Where(line => line.Category == Category).Select(line => line.Level);
        levels.ShouldBe([LogLevel.Warning, LogLevel.Error]);
    }
}
