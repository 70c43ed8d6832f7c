using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.AwsClients.Protocol;

/// <summary>
/// The SDK's published defaults by mode (its sdk-default-configuration.json): the same for every service.
/// </summary>
internal static class DefaultConfigurations
{
    public static IDefaultConfigurationProvider Provider { get; } =
        new DefaultConfigurationProvider([
            Of(DefaultConfigurationMode.Standard, 3100),
            Of(DefaultConfigurationMode.InRegion, 1100),
            Of(DefaultConfigurationMode.CrossRegion, 3100),
            Of(DefaultConfigurationMode.Mobile, 30000),
            Of(DefaultConfigurationMode.Auto, 1100),
        ]);

    private static DefaultConfiguration Of(DefaultConfigurationMode mode, int connectMilliseconds) =>
        new()
        {
            Name = mode,
            RetryMode = RequestRetryMode.Standard,
            S3UsEast1RegionalEndpoint = S3UsEast1RegionalEndpointValue.Regional,
            ConnectTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
            TlsNegotiationTimeout = TimeSpan.FromMilliseconds(connectMilliseconds),
        };
}
