using System.Text;
using Amazon.Runtime;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Settings;
using LocalAws;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CommerceAnalytics.Aws.Tests.Integration;

/// <summary>LocalAws over an empty lake, for the tests of one class.</summary>
public sealed class LocalAwsFixture : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("aws-tests-").FullName;
    private LocalAwsServer? _server;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "lake", "commerce-results"));
        _server = await LocalAwsServer.StartAsync(
            new LocalAwsOptions { LakeFolder = Path.Combine(_folder, "lake"), Port = 0 }, TimeProvider.System, NullLoggerFactory.Instance, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        await _server!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>The adapter with the lake's own keys.</summary>
    internal ServiceProvider Adapter() => Adapter(new AwsSettings(), new BasicAWSCredentials(_server!.AccessKeyId, _server.SecretAccessKey));

    /// <summary>The adapter with a role session, opened with a token of a file.</summary>
    internal ServiceProvider AdapterWithTokenFile()
    {
        var path = Path.Combine(_folder, "token");
        File.WriteAllText(path, $"{Part("""{"alg":"RS256"}""")}.{Part("""{"iss":"https://issuer.test/","sub":"functions-app","aud":"api://commerce-analytics","exp":4102444800}""")}.{Part("signature")}");
        return Adapter(new AwsSettings
        {
            Credentials = CredentialSource.WebIdentityTokenFile,
            RoleArn = "arn:aws:iam::000000000000:role/commerce-analytics",
            WebIdentityTokenFile = path,
        });
    }

    private ServiceProvider Adapter(AwsSettings settings, AWSCredentials? credentials = null)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton(Options.Create(settings with { ServiceUrl = _server!.Endpoint.ToString(), Region = _server.Region }));
        services.AddSingleton(Options.Create(new CommerceSettings { ResultsBucket = "commerce-results", Database = "default" }));
        if (credentials is not null) services.AddSingleton(credentials);
        return services.AddCommerceAws().BuildServiceProvider();
    }

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
