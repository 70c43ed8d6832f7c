using System.Diagnostics;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using CommerceAnalytics.Functions.Contracts;

namespace Deploy.Tests.Pipeline;

/// <summary>What a Functions host needs of the published folder, and what it must not find there.</summary>
public sealed class PublishedAppTests(PublishedApp app) : IClassFixture<PublishedApp>
{
    private const string RecordVariable = "RECORD_WORKER_EXTENSIONS";

    private static readonly string Committed = Repository.Path(
        "tests",
        "Deploy.Tests",
        "Pipeline",
        "worker-extensions.txt"
    );

    /// <summary>
    /// The Worker SDK restores the host's extensions in a project of its own, which no lock file holds. The list is
    /// made anew with <c>RECORD_WORKER_EXTENSIONS=1 dotnet test tests/Deploy.Tests --filter
    /// FullyQualifiedName~WorkerExtensions</c>.
    /// </summary>
    [Fact]
    public void WorkerExtensions_OfThePublishedFolder_AreThoseOfTheCommittedList()
    {
        var folder = Path.Combine(app.Folder, ".azurefunctions");
        var assemblies = Directory.GetFiles(folder, "*.dll", SearchOption.AllDirectories);
        var found = assemblies.Select(file => Line(folder, file)).Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable(RecordVariable) == "1")
            File.WriteAllLines(Committed, found);
        found.ShouldBe(File.ReadAllLines(Committed));
    }

    [Fact]
    public void Extensions_OfThePublishedFolder_AreThereToLoad()
    {
        using var json = Read("extensions.json");
        var extensions = json.RootElement.GetProperty("extensions").EnumerateArray().ToList();
        extensions.Select(extension => extension.GetProperty("name").GetString()).ShouldBe(["DurableTask", "Startup"]);
        foreach (var extension in extensions)
            File.Exists(Path.Combine(app.Folder, extension.GetProperty("hintPath").GetString()!)).ShouldBeTrue();
    }

    [Fact]
    public void Metadata_OfThePublishedFolder_NamesEveryFunction()
    {
        var names = typeof(FunctionNames)
            .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
            .Where(field => field.IsLiteral)
            .Select(field => (string)field.GetRawConstantValue()!);
        using var json = Read("functions.metadata");
        var functions = json.RootElement.EnumerateArray().Select(function => function.GetProperty("name").GetString()!);
        functions.ShouldBe(names, ignoreOrder: true);
    }

    [Fact]
    public void Worker_OfThePublishedFolder_IsTheApp()
    {
        using var json = Read("worker.config.json");
        var worker = json.RootElement.GetProperty("description");
        worker.GetProperty("language").GetString().ShouldBe("dotnet-isolated");
        var path = worker.GetProperty("defaultWorkerPath").GetString()!;
        path.ShouldBe("CommerceAnalytics.Functions.dll");
        File.Exists(Path.Combine(app.Folder, path)).ShouldBeTrue();
    }

    [Fact]
    public void HostJson_OfThePublishedFolder_TakesMessagesBackInAMinuteAndNamesNoBundle()
    {
        File.ReadAllBytes(Path.Combine(app.Folder, "host.json"))
            .ShouldBe(File.ReadAllBytes(Repository.Path("host.json")));
        using var json = Read("host.json");
        json.RootElement.TryGetProperty("extensionBundle", out _).ShouldBeFalse();
        var durable = json.RootElement.GetProperty("extensions").GetProperty("durableTask");
        durable.GetProperty("useGracefulShutdown").GetBoolean().ShouldBeTrue();
        var storage = durable.GetProperty("storageProvider");
        storage.GetProperty("controlQueueVisibilityTimeout").GetString().ShouldBe("00:01:00");
        storage.GetProperty("workItemQueueVisibilityTimeout").GetString().ShouldBe("00:01:00");
        // Without it a quiet queue is looked at every 30 s, and timers, which queries are polled by, fire as late.
        storage.GetProperty("maxQueuePollingInterval").GetString().ShouldBe("00:00:02");
    }

    [Fact]
    public void Settings_OfAMachine_AreNotPublished() =>
        Directory.GetFiles(app.Folder, "*settings*", SearchOption.AllDirectories).ShouldBeEmpty();

    [Fact]
    public void Zip_OfThePublishedFolder_HoldsAllOfItHiddenFoldersToo()
    {
        using var zip = ZipFile.OpenRead(app.Zip);
        var packed = zip.Entries.Select(entry => entry.FullName).Where(name => !name.EndsWith('/')).ToList();
        var published = Directory.GetFiles(app.Folder, "*", SearchOption.AllDirectories);
        packed.ShouldBe(published.Select(file => Path.GetRelativePath(app.Folder, file)), ignoreOrder: true);
        packed.ShouldContain(name => name.StartsWith(".azurefunctions/", StringComparison.Ordinal));
    }

    private static string Line(string folder, string file) =>
        $"{Path.GetRelativePath(folder, file)} {FileVersionInfo.GetVersionInfo(file).FileVersion}";

    private JsonDocument Read(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(app.Folder, name)));
}
