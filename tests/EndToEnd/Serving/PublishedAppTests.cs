using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace EndToEnd.Serving;

/// <summary><c>serve</c> runs what <c>dotnet publish</c> made, as it is.</summary>
public sealed class PublishedAppTests
{
    private const string Date = "2026-03-29";
    private static readonly string[] PartsOfAnApp =
    [
        ".azurefunctions",
        "functions.metadata",
        "worker.config.json",
        "extensions.json",
    ];

    public static TheoryData<string> Outputs => [CommandLine.ProgramFolder, AppContext.BaseDirectory];

    [Theory]
    [MemberData(nameof(Outputs))]
    public void Output_OfAProgramThatOnlyRefersToTheApp_HoldsNoPartOfOne(string folder)
    {
        File.Exists(Path.Combine(folder, "CommerceAnalytics.Functions.dll")).ShouldBeTrue(folder);
        PartsOfAnApp.Where(part => Path.Exists(Path.Combine(folder, part))).ShouldBeEmpty(folder);
    }

    [Fact]
    public async Task Serve_OnAPublishedApp_RunsItAndLeavesEveryByteAsItIs()
    {
        using var folder = new TemporaryFolder();
        var app = folder.File("app");
        Copy(Path.Combine(CommandLine.ProgramFolder, "app"), app);
        var published = Digests(app);
        (
            await CommandLine.RunAsync(
                "sample",
                "--lake",
                folder.File("lake"),
                "--date",
                Date,
                "--days",
                "8",
                "--events-per-day",
                "50",
                "--seed",
                "5"
            )
        ).ExitCode.ShouldBe(0);

        await using (var serving = await Support.Serving.StartAsync(folder.File("lake"), "--app", app))
        {
            using var started = await serving.Http.PostAsJsonAsync(
                "/api/runs",
                new
                {
                    execution_date = Date,
                    service_names = new[] { "theshop-brand" },
                    query_types = new[] { "hourly_traffic" },
                }
            );
            var payload = await started.Content.ReadFromJsonAsync<JsonElement>();
            var end = await serving.WaitForEndAsync(payload.GetProperty("statusQueryGetUri").GetString()!);
            end.GetProperty("runtimeStatus").GetString().ShouldBe("Completed", serving.Log);
            serving.Log.ShouldContain("The worker (process ");
        }

        Digests(app).ShouldBe(published);
    }

    [Fact]
    public async Task Serve_OnAFolderThatIsNoApp_IsRefusedWithTheRemedy()
    {
        using var folder = new TemporaryFolder();

        var outcome = await CommandLine.RunAsync("serve", "--lake", folder.File("lake"), "--app", Path.GetTempPath());

        outcome.ExitCode.ShouldBe(2, outcome.ToString());
        outcome.Errors.ShouldContain("is no published Functions app: make one with `dotnet publish");
        Directory.Exists(folder.File("lake")).ShouldBeFalse();
    }

    private static SortedDictionary<string, string> Digests(string folder)
    {
        var digests = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            digests[Path.GetRelativePath(folder, file)] = Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
        return digests;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
