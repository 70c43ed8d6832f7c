using CommerceAnalytics.Aws.S3;

namespace CommerceAnalytics.Aws.Tests.S3;

/// <summary>A version of a table, and where it and its record lie.</summary>
internal static class ExampleVersion
{
    public const string Root = "s3://results/commerce-summary/";

    public const string Record = "commerce-summary/pipeline/versions/shop_commerce_x_summary/2025-10-28/run-1-1.json";

    public static TableVersion Started { get; } =
        new(
            "shop_commerce_x_summary",
            new DateOnly(2025, 10, 28),
            "commerce-2025-10-28",
            $"{Root}pipeline/tables/shop_commerce_x/2025-10-28/run-1-1/",
            24,
            new DateTimeOffset(2025, 10, 28, 4, 0, 0, TimeSpan.Zero)
        )
        {
            State = VersionState.Started,
            ExcludedDays = [new(2025, 10, 25)],
        };

    /// <summary>The key of a version's record.</summary>
    public static string RecordOf(TableVersion version)
    {
        var dateAndAttempt = string.Join('/', version.Location.Split('/')[^3..^1]);
        return $"commerce-summary/pipeline/versions/{version.Table}/{dateAndAttempt}.json";
    }
}
