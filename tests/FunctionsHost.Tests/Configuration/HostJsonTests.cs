using FunctionsHost.Configuration;
using FunctionsHost.Hosting;
using FunctionsHost.Tests.Small;
using Microsoft.Extensions.Configuration;

namespace FunctionsHost.Tests.Configuration;

public sealed class HostJsonTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Read_AllThatIsHonoured_TakesTheValues()
    {
        var read = Read(
            """
            { "version": "2.0", "extensions": { "http": { "routePrefix": "/v1/" }, "durableTask": {
                "hubName": "Shop", "maxConcurrentActivityFunctions": 3, "maxConcurrentOrchestratorFunctions": 5 } } }
            """
        );

        read.RoutePrefix.ShouldBe("v1");
        read.HubName.ShouldBe("Shop");
        read.MaxConcurrentActivities.ShouldBe(3);
        read.MaxConcurrentOrchestrations.ShouldBe(5);
        read.UnknownKeys.ShouldBeEmpty();
    }

    [Fact]
    public void Read_NothingSaid_TakesTheDefaults() =>
        Read("{}")
            .ShouldSatisfyAllConditions(
                read => read.RoutePrefix.ShouldBe("api"),
                read => read.HubName.ShouldBe("TestHubName"),
                read => read.MaxConcurrentActivities.ShouldBe(16)
            );

    [Fact]
    public void Read_OtherCaseAndComments_AreUnderstood() =>
        Read("""{ /* as the Functions host */ "Extensions": { "HTTP": { "ROUTEPREFIX": "x", } } }""")
            .RoutePrefix.ShouldBe("x");

    [Fact]
    public void Read_HubNameFromSetting_IsResolved() =>
        Read("""{ "extensions": { "durableTask": { "hubName": "%Hub%" } } }""", ("Hub", "Night"))
            .HubName.ShouldBe("Night");

    [Fact]
    public void Read_UnknownKeys_AreReportedWithTheirPath() =>
        Read(
            """
            { "loging": {}, "logging": {}, "extensions": { "http": { "routePrefx": "x", "hsts": {} }, "durableTask": { "tracing": {}, "maxActivities": 1 } } }
            """
        )
            .UnknownKeys.Select(key => key[(key.IndexOf(": ", StringComparison.Ordinal) + 2)..])
            .ShouldBe(["loging", "extensions.http.routePrefx", "extensions.durableTask.maxActivities"]);

    [Fact]
    public void Read_SeveralFaults_TellsAllAtOnce()
    {
        var refused = Should.Throw<HostRefusedException>(() =>
            Read(
                """
                { "extensions": { "http": { "routePrefix": "a b" }, "durableTask": { "hubName": "%Hub%", "maxConcurrentActivityFunctions": 0,
                    "maxConcurrentOrchestratorFunctions": "many" } } }
                """
            )
        );

        refused.Problems.Count.ShouldBe(4);
        refused.Problems.ShouldContain(problem => problem.Contains("routePrefix 'a b'"));
        refused.Problems.ShouldContain(problem => problem.Contains("'Hub'") && problem.Contains("missing"));
        refused.Problems.ShouldContain(problem =>
            problem.EndsWith("extensions.durableTask.maxConcurrentActivityFunctions must be a whole number, 1 or more.")
        );
        refused.Problems.ShouldContain(problem =>
            problem.EndsWith(
                "extensions.durableTask.maxConcurrentOrchestratorFunctions must be a whole number, 1 or more."
            )
        );
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("""{ "extensions": [] }""")]
    [InlineData("""{ "extensions": { "durableTask": { "hubName": "1hub" } } }""")]
    [InlineData("""{ "extensions": { "durableTask": { "hubName": 5 } } }""")]
    public void Read_Wrong_IsRefused(string content) => Should.Throw<HostRefusedException>(() => Read(content));

    [Fact]
    public void Read_NoFile_IsRefusedWithItsPath() =>
        Should
            .Throw<HostRefusedException>(() => HostJson.Read(Path.Combine(_folder.Path, "none.json"), Settings()))
            .Message.ShouldContain("none.json");

    private HostJson Read(string content, params (string Key, string Value)[] settings) =>
        HostJson.Read(_folder.File("host.json", content), Settings(settings));

    private static IConfiguration Settings(params (string Key, string Value)[] settings) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value))
            )
            .Build();
}
