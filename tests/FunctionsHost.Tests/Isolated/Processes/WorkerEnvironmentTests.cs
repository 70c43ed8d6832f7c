using FunctionsHost.Isolated;
using FunctionsHost.Isolated.Processes;

namespace FunctionsHost.Tests.Isolated.Processes;

public sealed class WorkerEnvironmentTests
{
    private static readonly PublishedApp App = new("/app", "/app/App.dll");

    [Theory]
    [InlineData("ASPNETCORE_URLS")]
    [InlineData("ASPNETCORE_HTTP_PORTS")]
    [InlineData("DOTNET_STARTUP_HOOKS")]
    [InlineData("DOTNET_URLS")]
    [InlineData("FUNCTIONS_WORKER_RUNTIME")]
    public void Fill_VariableThatMeansTheHost_DoesNotReachTheWorker(string name)
    {
        var environment = new Dictionary<string, string?> { [name] = "the host's" };

        WorkerEnvironment.Fill(environment, App, new Dictionary<string, string>(), "/host/hook.dll");

        environment.Values.ShouldNotContain("the host's");
    }

    [Fact]
    public void Fill_OtherVariables_AreInheritedUnlessTheSettingsHaveThem()
    {
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = "/bin",
            ["Aws__Region"] = "inherited",
            ["DOTNET_ROOT"] = "/dotnet",
        };

        WorkerEnvironment.Fill(
            environment,
            App,
            new Dictionary<string, string> { ["Aws:Region"] = "set" },
            "/host/hook.dll"
        );

        environment["PATH"].ShouldBe("/bin");
        environment["DOTNET_ROOT"].ShouldBe("/dotnet");
        environment["Aws__Region"].ShouldBe("set");
        environment["FUNCTIONS_APPLICATION_DIRECTORY"].ShouldBe("/app");
        environment["DOTNET_STARTUP_HOOKS"].ShouldBe("/host/hook.dll");
    }

    [Fact]
    public void Fill_AppWithHooksOfItsOwn_KeepsThemAfterTheHosts()
    {
        var environment = new Dictionary<string, string?>();
        var settings = new Dictionary<string, string> { ["DOTNET_STARTUP_HOOKS"] = "/app/own.dll" };

        WorkerEnvironment.Fill(environment, App, settings, "/host/hook.dll");

        environment["DOTNET_STARTUP_HOOKS"].ShouldBe($"/host/hook.dll{Path.PathSeparator}/app/own.dll");
    }
}
