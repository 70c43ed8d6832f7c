using System.Text.Json;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Tests.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Pages;

/// <summary>The page of the API, as <c>serve</c> serves it.</summary>
public sealed class ApiPageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Serve_Pages_LeadToTheApiAndLoadNothingFromElsewhere()
    {
        using var stop = new CancellationTokenSource();
        var asked = new Dictionary<string, (string Text, string Policy, string At)>();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            Out = output,
            Error = error,
            Variables = new Dictionary<string, string>(),
            AppFolder = BuiltProgram.AppFolder,
            OpenBrowser = async (address, cancellationToken) =>
            {
                using var http = new HttpClient();
                http.DefaultRequestHeaders.Add("x-requested-by", "page");
                asked["unknown"] = await AskAsync(http, new Uri(address, "/sign-in"), cancellationToken);
                asked["address"] = await AskAsync(http, address, cancellationToken);
                asked["let in"] = await AskAsync(http, new Uri(address, "/sign-in"), cancellationToken);
                asked["/api/runs"] = await AskAsync(http, new Uri(address, "/api/runs"), cancellationToken);
                string[] pages =
                [
                    "/",
                    "/api-docs",
                    "/api-docs/scalar.js",
                    "/api-docs/scalar.aspnetcore.js",
                    "/pages/openapi.json",
                    "/api/health/probe",
                ];
                foreach (var page in pages)
                    asked[page] = await AskAsync(http, new Uri(address, page), cancellationToken);
                await stop.CancelAsync();
                return null;
            },
        };

        var exitCode = await CommandLine.RunAsync(
            ["serve", "--open", "--lake", _folder.At("lake"), "--port", "0", "--aws-port", "0"],
            surroundings,
            stop.Token
        );

        exitCode.ShouldBe(ExitCode.Done, error.ToString());
        asked["unknown"].Text.ShouldBe("""{"opens":false}""");
        asked["address"].At.ShouldBe("/monitor");
        asked["let in"].Text.ShouldBe("""{"opens":true}""");
        asked["/api/runs"].Text.ShouldContain("\"runs\"");
        asked["/"].At.ShouldBe("/monitor");
        asked["/"].Text.ShouldContain("href=\"/api-docs\"");
        asked["/api-docs"].Policy.ShouldContain("default-src 'none'");
        asked["/api-docs"].Policy.ShouldContain("connect-src 'self'");
        asked["/api-docs"].Text.ShouldContain("openapi.json");
        asked["/api-docs"].Text.ShouldNotContain("https://", customMessage: "all of it is from this machine");
        asked["/api-docs/scalar.js"].Text.Length.ShouldBeGreaterThan(100_000);
        using var described = JsonDocument.Parse(asked["/pages/openapi.json"].Text);
        described.RootElement.GetProperty("openapi").GetString().ShouldStartWith("3.1");
        asked["/api/health/probe"].Text.ShouldBe("""{"status":"healthy"}""");
        var printed = output.ToString().Split('\n');
        var key = printed.Single(line => line.StartsWith("function key: ", StringComparison.Ordinal))[14..];
        printed.ShouldContain($"export FUNCTION_KEY={key}");
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<(string Text, string Policy, string At)> AskAsync(
        HttpClient http,
        Uri address,
        CancellationToken cancellationToken
    )
    {
        using var answer = await http.GetAsync(address, cancellationToken);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK, address.ToString());
        var policy = answer.Headers.TryGetValues("Content-Security-Policy", out var values) ? values.Single() : "";
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        return (text, policy, answer.RequestMessage!.RequestUri!.AbsolutePath);
    }
}
