using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Errors;

/// <summary>Each row of errors.json on a server as it ships, and the page that is made of them.</summary>
public sealed class ErrorTableTests(ErrorLake lake) : IClassFixture<ErrorLake>
{
    public static TheoryData<ErrorCase> Cases => [.. ErrorCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task LocalAws_OnARowOfTheTable_RefusesAsTheRowSays(ErrorCase error)
    {
        using var aws = lake.Client(error);

        var (code, status, message) = error switch
        {
            { Sql: not null } => await Query(aws, error),
            { S3: not null } => await S3(aws, error),
            { Sts: not null } => await Sts(aws, error),
            _ => await Json(aws, error),
        };

        (code, status).ShouldBe((error.Code, error.Status.ToString()), message);
        if (error.Message.EndsWith('*'))
            message.ShouldStartWith(error.Message[..^1]);
        else
            message.ShouldBe(error.Message);
    }

    [Fact]
    public void Page_Table_IsMadeOfTheRows()
    {
        var table = ErrorPage.Table().ToList();
        if (Environment.GetEnvironmentVariable("LOCALAWS_WRITE_DOCS") == "1")
            File.WriteAllLines(
                ErrorPage.Path,
                // Read whole before it is written over: else the page's head is lost.
                File.ReadAllLines(ErrorPage.Path)
                    .TakeWhile(l => !l.StartsWith("| service", StringComparison.Ordinal))
                    .Concat(table)
            );

        File.ReadLines(ErrorPage.Path).Where(l => l.StartsWith('|')).ShouldBe(table);
        ErrorCase.All.Count.ShouldBeGreaterThanOrEqualTo(40);
        ErrorCase.All.Select(e => e.ToString()).ShouldBeUnique();
    }

    private async Task<(string Code, string Status, string Message)> Query(SignedClient aws, ErrorCase error)
    {
        var id = await lake.RunAsync(
            aws,
            new
            {
                QueryString = error.Sql,
                WorkGroup = error.WorkGroup ?? "primary",
                ExecutionParameters = error.Parameters,
                QueryExecutionContext = new { Database = "log_db" },
                ResultConfiguration = new { OutputLocation = "s3://results/out/" },
            }
        );
        var status = (await aws.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body[
            "QueryExecution"
        ]!["Status"]!;
        ((int?)status["AthenaError"]?["ErrorType"]).ShouldBe(error.Type);
        var reason = (string?)status["StateChangeReason"] ?? "";
        return (error.Code.Length == 0 ? "" : reason.Split(':')[0], status["State"]!.ToString(), reason);
    }

    private async Task<(string Code, string Status, string Message)> Json(SignedClient aws, ErrorCase error)
    {
        object body = error.Raw ?? Filled(error.Body!.ToJsonString());
        Answer answer = null!;
        for (var i = 0; i < error.Times; i++)
            answer = await aws.CallAsync(
                error.Glue is null ? "athena" : "glue",
                error.Glue is null ? $"AmazonAthena.{error.Athena}" : $"AWSGlue.{error.Glue}",
                body
            );
        return (
            answer.Error ?? "",
            answer.Status.ToString(CultureInfo.InvariantCulture),
            answer.Message ?? answer.Body["message"]?.ToString() ?? ""
        );
    }

    private async Task<(string Code, string Status, string Message)> S3(SignedClient aws, ErrorCase error)
    {
        using var request = new HttpRequestMessage(
            new HttpMethod(error.S3!),
            new Uri(lake.Server(error.On).Endpoint, Filled(error.Path!))
        );
        if (error.Payload is not null)
            request.Content = new StringContent(error.Payload);
        foreach (var (name, value) in error.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
                request.Content!.Headers.TryAddWithoutValidation(name, value);
        }

        if (error.Checksum)
            request.Headers.Add(
                "x-amz-checksum-sha256",
                Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(error.Payload!)))
            );
        return await Xml(await aws.SendAsync(request, "s3"));
    }

    private async Task<(string Code, string Status, string Message)> Sts(SignedClient aws, ErrorCase error)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, lake.Server(error.On).Endpoint)
        {
            Content = new FormUrlEncodedContent(error.Sts!),
        };
        return await Xml(await aws.SendAsync(request, "sts"));
    }

    private static async Task<(string Code, string Status, string Message)> Xml(HttpResponseMessage response)
    {
        using (response)
        {
            var document = XElement.Parse(await response.Content.ReadAsStringAsync());
            return (Text("Code"), ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), Text("Message"));

            string Text(string name) =>
                document.DescendantsAndSelf().FirstOrDefault(e => e.Name.LocalName == name)?.Value ?? "";
        }
    }

    private string Filled(string text) =>
        lake.Names.Aggregate(text, (t, name) => t.Replace(name.Key, JsonEncoded(name.Value), StringComparison.Ordinal));

    private static string JsonEncoded(string text) => JsonValue.Create(text).ToJsonString()[1..^1];
}
