namespace Deploy.Tests.Pipeline;

/// <summary>
/// The app as <c>dotnet publish</c> makes it, and the zip that is deployed, made once for all tests that look into
/// them.
/// </summary>
/// <remarks>No other test may run MSBuild over the app meanwhile: both would write its list of extensions.</remarks>
public sealed class PublishedApp : IAsyncLifetime
{
    private readonly string _temporary = Directory.CreateTempSubdirectory("published-").FullName;

    public string Folder => Path.Combine(_temporary, "app");

    public string Zip => Path.Combine(_temporary, "app.zip");

    public async Task InitializeAsync()
    {
        var published = await Tool.RunAsync(
            "dotnet",
            Repository.Root,
            [
                "publish",
                "src/CommerceAnalytics.Functions",
                "--no-build",
                "-c",
                Configuration(),
                "-o",
                Folder,
                "-v",
                "quiet",
            ]
        );
        published.ExitCode.ShouldBe(0, published.All);
        var packed = await Tool.RunAsync("bash", Repository.Root, ["deploy/package.sh", Folder, Zip]);
        packed.ExitCode.ShouldBe(0, packed.All);
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_temporary, recursive: true);
        return Task.CompletedTask;
    }

    // The configuration that was built for these tests: there is no other to publish.
    private static string Configuration()
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        return output.Parent!.Name;
    }
}
