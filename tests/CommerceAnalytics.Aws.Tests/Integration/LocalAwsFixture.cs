using Amazon.Runtime;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Settings;
using LocalAws;
using LocalAws.Faults;
using LocalAws.Tests.Sts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.Integration;

/// <summary>LocalAws over an empty lake, for the tests of one class.</summary>
public sealed class LocalAwsFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aws-tests-").FullName;
    private LocalAwsServer? _server;
    private OidcIssuer? _issuer;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "lake", "commerce-results"));
        _issuer = await OidcIssuer.StartAsync();
        var options = new LocalAwsOptions
        {
            LakeFolder = Path.Combine(_folder, "lake"),
            Port = 0,
            OidcProviders = [new OidcProvider(_issuer.Url, ["api://commerce"])],
            Roles = [Role(_issuer.Url["http://".Length..])],
        };
        _server = await LocalAwsServer.StartAsync(
            options,
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        await _issuer!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>What LocalAws does wrong from now on.</summary>
    internal void Misbehave(params FaultRule[] rules) => _server!.Faults.Use(new FaultPlan { Rules = rules });

    /// <summary>The adapter with the lake's own keys.</summary>
    internal ServiceProvider Adapter() =>
        Adapter(new AwsSettings(), new BasicAWSCredentials(_server!.AccessKeyId, _server.SecretAccessKey));

    /// <summary>The adapter with a role session, opened with a token of a file.</summary>
    internal ServiceProvider AdapterWithTokenFile()
    {
        var path = Path.Combine(_folder, "token");
        File.WriteAllText(path, _issuer!.Token(TimeProvider.System.GetUtcNow().AddHours(1)));
        return Adapter(
            new AwsSettings
            {
                Credentials = CredentialSource.WebIdentityTokenFile,
                RoleArn = "arn:aws:iam::000000000000:role/commerce-analytics",
                WebIdentityTokenFile = path,
            }
        );
    }

    private ServiceProvider Adapter(AwsSettings settings, AWSCredentials? credentials = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(
            Options.Create(settings with { ServiceUrl = _server!.Endpoint.ToString(), Region = _server.Region })
        );
        services.AddSingleton(
            Options.Create(new CommerceSettings { ResultsBucket = "commerce-results", Database = "default" })
        );
        if (credentials is not null)
            services.AddSingleton(credentials);
        return services.AddCommerceAws().BuildServiceProvider();
    }

    private static IamRole Role(string issuer) =>
        new()
        {
            Name = "commerce-analytics",
            Policies =
            [
                """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"athena:*","Resource":"*"}}""",
            ],
            TrustPolicy = $$$"""
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
                 "Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/{{{issuer}}}"},
                 "Condition":{"StringEquals":{"{{{issuer}}}:aud":"api://commerce","{{{issuer}}}:sub":"the-app"} } } }
                """,
        };
}
