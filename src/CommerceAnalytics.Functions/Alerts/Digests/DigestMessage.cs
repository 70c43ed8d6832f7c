using CommerceAnalytics.Digests;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Functions.Alerts.Digests;

/// <summary>A digest as its receiver takes it.</summary>
internal static class DigestMessage
{
    public static string Of(Digest digest, AlertFormat format)
    {
        var title = DigestText.Title(digest);
        var message = new Message(title, DigestText.Lines(digest), digest.Link, "Open the dashboard");
        return MessageFormat.Body(format, digest, message);
    }
}
