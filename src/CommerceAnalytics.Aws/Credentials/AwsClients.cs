using Amazon;
using Amazon.Athena;
using Amazon.Glue;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecurityToken;
using CommerceAnalytics.Aws.Settings;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>Makes the SDK's clients, all with the same region, address, time-outs and retries.</summary>
internal static class AwsClients
{
    /// <summary>
    /// Retries of the SDK itself, within a call. Longer waits are durable timers of the orchestrators, which outlive
    /// the process.
    /// </summary>
    private const int Retries = 2;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public static IAmazonAthena Athena(AwsSettings settings, AWSCredentials? credentials)
    {
        var config = Configured(new AmazonAthenaConfig(), settings);
        return Watched(
            credentials is null ? new AmazonAthenaClient(config) : new AmazonAthenaClient(credentials, config),
            credentials
        );
    }

    public static IAmazonGlue Glue(AwsSettings settings, AWSCredentials? credentials)
    {
        var config = Configured(new AmazonGlueConfig(), settings);
        return Watched(
            credentials is null ? new AmazonGlueClient(config) : new AmazonGlueClient(credentials, config),
            credentials
        );
    }

    public static IAmazonS3 S3(AwsSettings settings, AWSCredentials? credentials)
    {
        // LocalAws has one host name for all buckets.
        var config = Configured(new AmazonS3Config { ForcePathStyle = HasServiceUrl(settings) }, settings);
        return Watched(
            credentials is null ? new AmazonS3Client(config) : new AmazonS3Client(credentials, config),
            credentials
        );
    }

    /// <summary>With a region set, the SDK asks the region's own STS, not the global one.</summary>
    public static IAmazonSecurityTokenService Sts(AwsSettings settings, AWSCredentials? credentials)
    {
        var config = Configured(new AmazonSecurityTokenServiceConfig(), settings);
        return credentials is null
            ? new AmazonSecurityTokenServiceClient(config)
            : new AmazonSecurityTokenServiceClient(credentials, config);
    }

    /// <summary>
    /// Tells the credentials of calls that were refused: the SDK renews only those of its own making.
    /// </summary>
    private static T Watched<T>(T client, AWSCredentials? credentials)
        where T : AmazonServiceClient
    {
        if (credentials is RoleSessionCredentials role)
        {
            client.ExceptionEvent += (_, told) =>
            {
                if (told is WebServiceExceptionEventArgs refused)
                    role.Forget(
                        refused.Exception,
                        refused.Headers.TryGetValue("X-Amz-Security-Token", out var token) ? token : null
                    );
            };
        }

        return client;
    }

    private static T Configured<T>(T config, AwsSettings settings)
        where T : ClientConfig
    {
        config.RetryMode = RequestRetryMode.Standard;
        config.MaxErrorRetry = Retries;
        config.Timeout = Timeout;
        if (HasServiceUrl(settings))
        {
            config.ServiceURL = settings.ServiceUrl;
            config.AuthenticationRegion = settings.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(settings.Region);
        }

        return config;
    }

    private static bool HasServiceUrl(AwsSettings settings) => !string.IsNullOrWhiteSpace(settings.ServiceUrl);
}
