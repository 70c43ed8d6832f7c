using System.Security.Cryptography;
using System.Text;

namespace CommerceAnalytics.Functions.Contracts;

/// <summary>
/// Instance ids of a run's children. They never begin like a run's, so that runs can be listed by prefix, and have at
/// most 100 characters, the most that Durable Functions allows: where they would not, a hash stands in.
/// </summary>
internal static class ChildIds
{
    /// <summary>What all queues' ids begin with.</summary>
    public const string QueuePrefix = "queue-";

    private const int MostCharacters = 100;

    public static string Queue(string runKey) => Fitted(QueuePrefix + runKey);

    public static string Service(string runKey, string serviceName) => Fitted($"service-{runKey}-{serviceName}");

    public static string Extraction(string runKey) => Fitted($"extraction-{runKey}");

    public static string Extract(string runKey, int number) => Fitted($"extract-{runKey}-{number}");

    public static string Overview(string runKey) => Fitted($"overview-{runKey}");

    public static string Refresh(string runKey, string serviceName, string queryType) =>
        Fitted($"refresh-{runKey}-{serviceName}-{queryType}");

    private static string Fitted(string id)
    {
        if (id.Length <= MostCharacters)
            return id;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
        return $"{id[..(id.IndexOf('-', StringComparison.Ordinal) + 1)]}{hash}";
    }
}
