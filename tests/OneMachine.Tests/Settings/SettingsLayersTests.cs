using CommerceAnalytics.OneMachine.Settings;

namespace CommerceAnalytics.OneMachine.Tests.Settings;

public sealed class SettingsLayersTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _problems = [];

    [Fact]
    public void Layers_SameKey_TheLaterOneWins()
    {
        var layers = Layers()
            .AddFile(
                WriteFile(
                    """{"IsEncrypted": false, "Values": {"CommerceAnalytics__WorkGroup": "file", "CommerceAnalytics__Database": "file", "CommerceAnalytics__Catalog": "file"}}"""
                )
            )
            .AddEnvironment(
                new Dictionary<string, string>
                {
                    ["CommerceAnalytics__WorkGroup"] = "environment",
                    ["CommerceAnalytics__Database"] = "environment",
                }
            )
            .AddAssignments(["CommerceAnalytics:WorkGroup=set"]);

        layers.Values.ShouldBe(
            new Dictionary<string, string?>
            {
                ["CommerceAnalytics:Catalog"] = "file",
                ["CommerceAnalytics:Database"] = "environment",
                ["CommerceAnalytics:WorkGroup"] = "set",
            },
            ignoreOrder: true
        );
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void Layers_StandardSettings_ArePassedOn()
    {
        var layers = Layers()
            .AddFile(WriteFile("""{"Values": {"OTEL_SERVICE_NAME": "file", "OTEL_LOGS_EXPORTER": "none"}}"""))
            .AddEnvironment(
                new Dictionary<string, string>
                {
                    ["OTEL_SERVICE_NAME"] = "environment",
                    ["Logging__Console__FormatterName"] = "json",
                    ["Logging__Other"] = "x",
                }
            )
            .AddAssignments(["OTEL_LOGS_EXPORTER=otlp"]);

        layers.Values.ShouldBe(
            new Dictionary<string, string?>
            {
                ["OTEL_SERVICE_NAME"] = "environment",
                ["OTEL_LOGS_EXPORTER"] = "otlp",
                ["Logging:Console:FormatterName"] = "json",
            },
            ignoreOrder: true
        );
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void Layers_Lists_AreWrittenByIndexAsTheFunctionsHostDoes()
    {
        var layers = Layers()
            .AddFile(
                WriteFile(
                    """{"Values": {"CommerceAnalytics__ServiceNames__0": "a", "CommerceAnalytics__ServiceNames__1": "b"}}"""
                )
            )
            .AddEnvironment(new Dictionary<string, string> { ["CommerceAnalytics__ServiceNames__1"] = "c" });

        layers.Values.ShouldBe(
            new Dictionary<string, string?>
            {
                ["CommerceAnalytics:ServiceNames:0"] = "a",
                ["CommerceAnalytics:ServiceNames:1"] = "c",
            },
            ignoreOrder: true
        );
    }

    [Fact]
    public void Environment_OfEverySection_IsTakenAndItsUnknownNamesAreRefused()
    {
        var layers = Layers()
            .AddEnvironment(
                new Dictionary<string, string>
                {
                    ["Aws__Region"] = "eu-central-1",
                    ["LocalHost__KeepFinishedDays"] = "7",
                    ["LocalHost__KeepFinishedDay"] = "7",
                }
            );

        layers.Values.ShouldBe(
            new Dictionary<string, string?> { ["Aws:Region"] = "eu-central-1", ["LocalHost:KeepFinishedDays"] = "7" },
            ignoreOrder: true
        );
        _problems.ShouldHaveSingleItem().ShouldContain("did you mean 'LocalHost__KeepFinishedDays'?");
    }

    [Fact]
    public void Assignments_AWholeList_ReplacesTheEarlierOne()
    {
        var layers = Layers()
            .AddEnvironment(
                new Dictionary<string, string>
                {
                    ["CommerceAnalytics__ServiceNames__0"] = "a",
                    ["CommerceAnalytics__ServiceNames__1"] = "b",
                }
            )
            .AddAssignments(["ServiceNames=c"]);

        layers.Values.ShouldBe(new Dictionary<string, string?> { ["CommerceAnalytics:ServiceNames:0"] = "c" });
    }

    [Fact]
    public void File_SettingsOfTheFunctionsHost_AreLeftToIt()
    {
        var layers = Layers()
            .AddFile(
                WriteFile(
                    """
                    {
                      // The tools allow comments.
                      "IsEncrypted": false,
                      "Values": { "FUNCTIONS_WORKER_RUNTIME": "dotnet-isolated", "AzureWebJobsStorage": "UseDevelopmentStorage=true", "CommerceSchedule": "0 0 4 * * *" },
                      "Host": { "LocalHttpPort": 7071 }
                    }
                    """
                )
            );

        // The storage is one of this host's too, where it is asked for.
        layers.Values.ShouldBe(
            new Dictionary<string, string?>
            {
                ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
                ["CommerceSchedule"] = "0 0 4 * * *",
            }
        );
        _problems.ShouldBeEmpty();
    }

    [Fact]
    public void EmptyValue_CountsAsNotSet()
    {
        var layers = Layers()
            .AddEnvironment(new Dictionary<string, string> { ["CommerceAnalytics__MaxConcurrentQueries"] = "3" })
            .AddAssignments(["MaxConcurrentQueries="]);

        layers.Values.ShouldBeEmpty();
        _problems.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{ not json", "not JSON: line 1")]
    [InlineData("[]", "holds no object")]
    [InlineData("""{"IsEncrypted": true}""", "func settings decrypt")]
    [InlineData("""{"CommerceAnalytics": {"WorkGroup": "primary"}}""", "settings stand in the object 'Values'")]
    [InlineData("""{"Values": {"CommerceAnalytics__ServiceNames": ["a"]}}""", "'CommerceAnalytics__ServiceNames__0'")]
    [InlineData("""{"Values": {"CommerceAnalytics__ServiceNames": "a"}}""", "is a list")]
    [InlineData("""{"Values": {"CommerceAnalytics__WorkGrup": "a"}}""", "did you mean 'CommerceAnalytics__WorkGroup'?")]
    [InlineData("""{"Values": {"SomethingElse": "a"}}""", "there is no setting 'SomethingElse'")]
    [InlineData("""{"Values": {"CommerceAnalytics__MinDataDate": "1.10.2025"}}""", "must be a date as YYYY-MM-DD")]
    [InlineData("""{"Values": {"CommerceAnalytics__ScanMode": "Sideways"}}""", "must be one of Direct, Extract")]
    public void File_SomethingWrong_IsOneProblemThatNamesTheRemedy(string json, string named)
    {
        Layers().AddFile(WriteFile(json));

        _problems.ShouldHaveSingleItem().ShouldContain(named);
    }

    [Fact]
    public void Environment_VariablesOfOthers_AreNoneOfOurBusiness()
    {
        var layers = Layers()
            .AddEnvironment(
                new Dictionary<string, string>
                {
                    ["PATH"] = "/bin",
                    ["AWS_REGION"] = "eu-west-1",
                    ["Awsome__Thing"] = "1",
                }
            );

        layers.Values.ShouldBeEmpty();
        _problems.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Dispose();

    private SettingsLayers Layers() => new(LocalSettings.Schema, _problems);

    private string WriteFile(string json)
    {
        var path = _folder.At("settings.json");
        File.WriteAllText(path, json);
        return path;
    }
}
