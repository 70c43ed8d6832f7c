using Amazon.Runtime;
using CommerceAnalytics.Aws;
using CommerceAnalytics.Aws.Settings;
using CommerceAnalytics.Settings;
using LocalAws;
using Microsoft.Extensions.DependencyInjection;
using Choice = Microsoft.Extensions.Options.Options;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>All that asks AWS, for what is no part of the app: commands and pages.</summary>
internal static class LakeServices
{
    /// <summary>Asks a LocalAws, as the account's administrator does.</summary>
    public static IServiceCollection Of(CommerceSettings settings, LocalAwsAddress address, TimeProvider time) =>
        Of(settings, new AwsSettings { Region = address.Region, ServiceUrl = address.Endpoint.ToString() }, time)
            .AddSingleton<AWSCredentials>(new BasicAWSCredentials(address.AccessKeyId, address.SecretAccessKey));

    /// <summary>Asks AWS by the settings.</summary>
    public static IServiceCollection Of(CommerceSettings settings, AwsSettings aws, TimeProvider time) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton(time)
            .AddSingleton(Choice.Create(settings))
            .AddSingleton(Choice.Create(aws))
            .AddCommerceAws();
}
