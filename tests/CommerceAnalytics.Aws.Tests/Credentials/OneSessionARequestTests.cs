using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Amazon.Athena.Model;
using Amazon.Glue.Model;
using Amazon.Runtime;
using Amazon.S3.Model;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Settings;

namespace CommerceAnalytics.Aws.Tests.Credentials;

/// <summary>
/// A session that is replaced at any moment must not leave its token on a request that another one's key signs: AWS
/// calls that token invalid.
/// </summary>
public sealed partial class OneSessionARequestTests
{
    private readonly Changing _credentials = new();

    public OneSessionARequestTests() => PinnedCredentials.Register();

    [Theory]
    [InlineData("Athena")]
    [InlineData("Glue")]
    [InlineData("S3")]
    public async Task Call_SessionIsReplacedAllTheTime_CarriesKeyAndTokenOfOneSession(string service)
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer(service == "S3" ? "<ListBucketResult/>" : "{}")
        );

        await CallAsync(service, new AwsSettings { ServiceUrl = aws.Address });

        var request = aws.Requests.ShouldHaveSingleItem();
        request.Headers["X-Amz-Security-Token"].ShouldBe($"token-{KeyOf(request)}");
    }

    [Fact]
    public async Task Call_RefusedOnceAndTriedAgain_CarriesKeyAndTokenOfOneSession()
    {
        await using var aws = await FakeAwsServer.StartAsync(
            new Answer("""{"__type":"TooManyRequestsException","message":"slow down"}""", HttpStatusCode.BadRequest),
            new Answer("{}")
        );

        await CallAsync("Athena", new AwsSettings { ServiceUrl = aws.Address });

        var requests = aws.Requests.ToList();
        requests.Count.ShouldBe(2);
        requests.ShouldAllBe(request => request.Headers["X-Amz-Security-Token"] == $"token-{KeyOf(request)}");
    }

    private async Task CallAsync(string service, AwsSettings settings)
    {
        _ = service switch
        {
            "Athena" => (object)
                await AwsClients
                    .Athena(settings, _credentials)
                    .StartQueryExecutionAsync(new StartQueryExecutionRequest { QueryString = "SELECT 1" }),
            "Glue" => await AwsClients
                .Glue(settings, _credentials)
                .GetPartitionsAsync(new GetPartitionsRequest { DatabaseName = "d", TableName = "t" }),
            _ => await AwsClients
                .S3(settings, _credentials)
                .ListObjectsV2Async(new ListObjectsV2Request { BucketName = "b" }),
        };
    }

    private static int KeyOf(SeenRequest request) =>
        int.Parse(Key().Match(request.Headers["Authorization"]).Groups[1].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("Credential=key-([0-9]+)/")]
    private static partial Regex Key();

    /// <summary>Another session whenever it is asked.</summary>
    private sealed class Changing : AWSCredentials
    {
        private int _asked;

        public override ImmutableCredentials GetCredentials()
        {
            var number = Interlocked.Increment(ref _asked);
            return new($"key-{number}", "secret", $"token-{number}");
        }

        public override Task<ImmutableCredentials> GetCredentialsAsync() => Task.FromResult(GetCredentials());
    }
}
