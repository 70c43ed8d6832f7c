using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests;

/// <summary>Settings that are sound, to be changed where a test needs it.</summary>
internal static class TestSettings
{
    public static CommerceSettings Sound { get; } = new() { ResultsBucket = "commerce-results" };
}
