using LocalAws;
using Microsoft.Extensions.Logging.Abstractions;

namespace CommerceAnalytics.LocalHost.Tests.Commands;

/// <summary>A lake that a LocalAws has, as <c>serve</c> has one.</summary>
internal static class OwnedLake
{
    public static Task<LocalAwsServer> StartAsync(string folder) =>
        LocalAwsServer.StartAsync(
            new LocalAwsOptions { LakeFolder = folder, Port = 0 },
            TimeProvider.System,
            NullLoggerFactory.Instance,
            CancellationToken.None
        );
}
