using System.Collections.Concurrent;
using Amazon;
using CommerceAnalytics.Aws.Athena;
using CommerceAnalytics.Aws.Credentials;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Settings;
using LocalAws;
using LocalAws.Faults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CommerceAnalytics.Aws.Tests.WebIdentity;

/// <summary>
/// Tests from the managed identity to AWS: they set the process's environment and clock, so nothing runs beside them.
/// </summary>
[CollectionDefinition(nameof(AzureToAws), DisableParallelization = true)]
public sealed class AzureToAwsCollection : ICollectionFixture<EntraTenant>;

/// <summary>
/// The whole way: settings, Azure.Identity, the tenant's endpoint, STS of LocalAws with a role that trusts one issuer,
/// audience and subject, and calls under the session. One clock for the program and for AWS, which starts now.
/// </summary>
[Collection(nameof(AzureToAws))]
public abstract class AzureToAws(EntraTenant tenant) : IAsyncLifetime
{
    protected const string Audience = "api://commerce";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("identity-tests-");
    private LocalAwsServer _aws = null!;
    private ServiceProvider? _services;

    protected EntraTenant Tenant { get; } = tenant;

    protected string ClientId { get; private set; } = "";

    /// <summary>The clock of AWS and, unless a test says otherwise, of the program.</summary>
    protected FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

    /// <summary>All that the program logged.</summary>
    protected ConcurrentQueue<string> Logged { get; } = [];

    protected virtual AwsSettings Settings =>
        new()
        {
            Credentials = CredentialSource.ManagedIdentity,
            RoleArn = "arn:aws:iam::000000000000:role/commerce",
            Audience = Audience,
            ManagedIdentityClientId = ClientId,
        };

    public async Task InitializeAsync()
    {
        Tenant.Reset();
        ClientId = Tenant.NewIdentity();
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "commerce-results"));
        var options = new LocalAwsOptions
        {
            LakeFolder = _folder.FullName,
            Port = 0,
            OidcProviders = [new(Tenant.Issuer, [Audience, "api://other"])],
            Roles =
            [
                new()
                {
                    Name = "commerce",
                    TrustPolicy = Trust(),
                    Policies =
                    [
                        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"} }""",
                    ],
                },
            ],
        };
        _aws = await LocalAwsServer.StartAsync(options, Clock, NullLoggerFactory.Instance, CancellationToken.None);
    }

    public async Task DisposeAsync()
    {
        AWSConfigs.ManualClockCorrection = null;
        if (_services is not null)
            await _services.DisposeAsync();
        await _aws.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The program's services, as the Functions app composes them.</summary>
    protected ServiceProvider Program(AwsSettings? settings = null, TimeProvider? clock = null)
    {
        var services = new ServiceCollection().AddLogging(logging => logging.AddProvider(new KeptLog(Logged)));
        services.AddSingleton(
            Options.Create((settings ?? Settings) with { ServiceUrl = _aws.Endpoint.ToString(), Region = _aws.Region })
        );
        services.AddSingleton(
            Options.Create(new CommerceSettings { ResultsBucket = "commerce-results", Database = "default" })
        );
        services.AddSingleton(clock ?? Clock);
        return _services ??= services.AddCommerceAws().BuildServiceProvider();
    }

    /// <summary>Calls AWS as the program does: Athena's workgroup.</summary>
    protected Task<WorkGroupRules> CallAsync() =>
        Program().GetRequiredService<IWorkGroups>().GetAsync("primary", CancellationToken.None);

    /// <summary>What the call ends with when it must not succeed.</summary>
    protected async Task<Failure> RefusedAsync() => (await Should.ThrowAsync<FailureException>(CallAsync)).Failure;

    /// <summary>The process's credentials, asked for as the SDK asks.</summary>
    protected async Task<string> KeyAsync() =>
        (await Program().GetRequiredService<AwsIdentity>().Credentials!.GetCredentialsAsync()).AccessKey;

    /// <summary>Moves the one clock on; the SDK of AWS signs with the time that it then is.</summary>
    protected void Pass(TimeSpan time)
    {
        Clock.Advance(time);
        AWSConfigs.ManualClockCorrection = Clock.GetUtcNow() - TimeProvider.System.GetUtcNow();
    }

    protected void Misbehave(params FaultRule[] rules) => _aws.Faults.Use(new() { Rules = rules });

    protected void Behave() => _aws.Faults.Clear();

    protected string TokenFile(string token)
    {
        var path = Path.Combine(_folder.FullName, "token");
        File.WriteAllText(path, token);
        return path;
    }

    private string Trust()
    {
        var provider = Tenant.Issuer["http://".Length..];
        return $$$"""
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRoleWithWebIdentity",
             "Principal":{"Federated":"arn:aws:iam::000000000000:oidc-provider/{{{provider}}}"},
             "Condition":{"StringEquals":{"{{{provider}}}:aud":"{{{Audience}}}","{{{provider}}}:sub":"{{{EntraTenant.Subject(
                ClientId
            )}}}"} } } }
            """;
    }

    private sealed class KeptLog(ConcurrentQueue<string> lines) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => lines.Enqueue(formatter(state, exception) + exception);

        public void Dispose() { }
    }
}
