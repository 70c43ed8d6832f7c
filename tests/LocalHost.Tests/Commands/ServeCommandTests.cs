using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary><c>serve --open</c>, and the opener of a browser.</summary>
public sealed class ServeCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Serve_Open_OpensTheMonitorOnceItIsServedAndGoesOnWithoutABrowser()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var stop = new CancellationTokenSource();
        var (opened, shown) = ((Uri?)null, (Uri?)null);
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            Variables = new Dictionary<string, string>(),
            AppFolder = BuiltProgram.AppFolder,
            OpenBrowser = async (address, cancellationToken) =>
            {
                using var http = new HttpClient();
                opened = address;
                using var answer = await http.GetAsync(address, cancellationToken);
                shown = answer.EnsureSuccessStatusCode().RequestMessage!.RequestUri;
                await stop.CancelAsync();
                return "there is no xdg-open here";
            },
        };

        var exitCode = await CommandLine.RunAsync(
            ["serve", "--open", "--lake", _folder.At("lake"), "--port", "0", "--aws-port", "0"],
            surroundings,
            stop.Token
        );

        exitCode.ShouldBe(ExitCode.Done, error.ToString());
        opened!.AbsolutePath.ShouldStartWith("/sign-in/");
        shown!.PathAndQuery.ShouldBe("/monitor", "what lets a browser in must not stay in its history");
        foreach (
            var key in output.ToString().Split('\n').Where(line => line.Contains("key: ", StringComparison.Ordinal))
        )
            opened.AbsoluteUri.ShouldNotContain(key.Split(": ")[1]);
        error
            .ToString()
            .ShouldContain(
                $"no browser could be opened (there is no xdg-open here): open {new Uri(opened, "/sign-in/")}"
            );
    }

    [UnixTheory]
    [InlineData("true", null)]
    [InlineData("false", "false ended with exit code 1")]
    [InlineData("no-such-opener", "there is no no-such-opener here")]
    public async Task Open_WithAnOpener_SaysWhyItFailed(string opener, string? why) =>
        (
            await Browser.OpenAsync(
                new Uri("http://127.0.0.1:7071/monitor"),
                opener,
                TimeProvider.System,
                CancellationToken.None
            )
        ).ShouldBe(why);

    public void Dispose() => _folder.Dispose();

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class UnixTheoryAttribute : TheoryAttribute
    {
        public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "Windows opens addresses itself" : null;
    }
}
