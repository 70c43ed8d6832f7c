using System.Globalization;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CommerceAnalytics.Aws.Tests.WebIdentity;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Tests.Commands;
using LocalAws;
using LocalAws.Tests.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Verifying;

/// <summary>
/// A deployment in good order: LocalAws with one run's tables, a role that trusts one issuer, audience and subject, and
/// a token of that issuer. Tests spoil one thing each, and put it right again.
/// </summary>
public sealed class Deployment : IAsyncLifetime
{
    private const string Audience = "api://commerce";
    private const string Subject = "the-identity";

    private readonly TemporaryFolder _folder = new();
    private readonly EntraTenant _tenant = new();
    private LocalAwsServer _aws = null!;

    /// <summary>
    /// Execution date of the tables. `verify` holds them against the clock, so it is the day on which this is made, and
    /// named to all else.
    /// </summary>
    internal string Date { get; } = $"{TimeProvider.System.GetUtcNow():yyyy-MM-dd}";

    internal string TokenFile => _folder.At("token");

    internal AmazonS3Client S3 { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        await _tenant.InitializeAsync();
        string[] which = ["--lake", _folder.At("lake"), "--date", Date, "--service", "theshop-brand"];
        await ShellAsync(["sample", .. which, "--days", "3", "--events-per-day", "400"]);
        await ShellAsync(["run", .. which]);
        var options = new LocalAwsOptions
        {
            LakeFolder = _folder.At("lake"),
            Port = 0,
            OidcProviders = [new(_tenant.Issuer, [Audience])],
        };
        _aws = await LocalAwsServer.StartAsync(
            options,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
        S3 = new(
            new BasicAWSCredentials(_aws.AccessKeyId, _aws.SecretAccessKey),
            new AmazonS3Config
            {
                ServiceURL = _aws.Endpoint.ToString(),
                AuthenticationRegion = _aws.Region,
                ForcePathStyle = true,
            }
        );
        Restore();
    }

    public async Task DisposeAsync()
    {
        S3.Dispose();
        await _aws.DisposeAsync();
        await _tenant.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Role and token as they should be.</summary>
    public void Restore()
    {
        PutRole();
        WriteToken();
    }

    /// <summary>Puts the role with these statements besides the right to everything.</summary>
    internal void PutRole(string denied = "", string subject = Subject) =>
        _aws.PutRole(
            new()
            {
                Name = "commerce",
                TrustPolicy = Trust(subject),
                Policies =
                [
                    """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"} }""",
                    .. denied.Length == 0
                        ? Array.Empty<string>()
                        : [$$"""{"Version":"2012-10-17","Statement":{"Effect":"Deny",{{denied}} } }"""],
                ],
            }
        );

    internal void WriteToken(string audience = Audience, TokenOptions? options = null) =>
        File.WriteAllText(TokenFile, _tenant.Jwt(audience, Subject, options ?? new()));

    internal async Task AthenaAsync(string operation, object request)
    {
        using var client = new SignedClient(
            _aws.Endpoint,
            _aws.Region,
            _aws.AccessKeyId,
            _aws.SecretAccessKey,
            TimeProvider.System
        );
        (await client.AthenaAsync(operation, request)).Status.ShouldBe(200);
    }

    /// <summary>Makes the first day of the sample one of very many bytes, until what it returns is disposed of.</summary>
    internal IDisposable LargeDay(long bytes)
    {
        var day = DateOnly.Parse(Date, CultureInfo.InvariantCulture).AddDays(-3);
        var file = _folder.At(
            string.Create(
                CultureInfo.InvariantCulture,
                $"lake/commerce-logs/logall/year={day:yyyy}/month={day:MM}/day={day:dd}/hour=00/large.json"
            )
        );
        return new SparseFile(file, bytes);
    }

    internal Task QueryAsync(string sql) => ShellAsync("query", sql, "--lake", _folder.At("lake"));

    internal async Task<PutLifecycleConfigurationResponse> ExpireAsync(string prefix) =>
        await S3.PutLifecycleConfigurationAsync(
            new()
            {
                BucketName = "commerce-results",
                Configuration = new()
                {
                    Rules =
                    [
                        new()
                        {
                            Id = "tidy",
                            Status = LifecycleRuleStatus.Enabled,
                            Expiration = new() { Days = 7 },
                            Filter = new()
                            {
                                LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = prefix },
                            },
                        },
                    ],
                },
            }
        );

    /// <summary>Runs the command as a person on call does.</summary>
    internal Task<Outcome> VerifyAsync(params string[] sets) => AskAsync(["verify"], sets);

    /// <summary>Runs a command that asks AWS.</summary>
    internal Task<Outcome> AskAsync(string[] command, params string[] sets) =>
        Shell.RunLiveAsync([
            .. command,
            "--deployed",
            "--json",
            "--set",
            "ServiceNames=theshop-brand",
            "--set",
            "Aws:Credentials=WebIdentityTokenFile",
            "--set",
            "Aws:RoleArn=arn:aws:iam::000000000000:role/commerce",
            "--set",
            $"Aws:WebIdentityTokenFile={TokenFile}",
            "--set",
            $"Aws:ServiceUrl={_aws.Endpoint}",
            "--set",
            $"Aws:Region={_aws.Region}",
            .. sets.SelectMany(set => new[] { "--set", set }),
        ]);

    private string Trust(string subject)
    {
        var provider = _tenant.Issuer["http://".Length..];
        return $$$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
             "Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/{{{provider}}}"},
             "Condition":{"StringEquals":{"{{{provider}}}:aud":"{{{Audience}}}","{{{provider}}}:sub":"{{{subject}}}"} } } }
            """;
    }

    private static async Task ShellAsync(params string[] arguments)
    {
        var outcome = await Shell.RunLiveAsync(arguments);
        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
    }

    /// <summary>A file that has many bytes and takes no room.</summary>
    private sealed class SparseFile : IDisposable
    {
        private readonly string _path;

        public SparseFile(string path, long bytes)
        {
            _path = path;
            using var file = File.Create(path);
            file.SetLength(bytes);
        }

        public void Dispose() => File.Delete(_path);
    }
}
