namespace CommerceAnalytics.Reports;

/// <summary>Athena's list price.</summary>
/// <remarks>
/// https://aws.amazon.com/athena/pricing/: 5 USD per TB scanned, rounded up to the nearest megabyte, with a 10 MB
/// minimum per query.
/// </remarks>
public static class AthenaPrice
{
    private const decimal UsdPerTerabyte = 5m;
    private const long Megabyte = 1L << 20;
    private const long MegabytesPerTerabyte = 1L << 20;
    private const long LeastMegabytes = 10;

    /// <summary>What one query costs, in US dollars.</summary>
    /// <param name="dataScannedBytes">Bytes that it scans.</param>
    public static decimal OfQuery(long dataScannedBytes)
    {
        var megabytes = (dataScannedBytes + Megabyte - 1) / Megabyte;
        return UsdPerTerabyte * Math.Max(megabytes, LeastMegabytes) / MegabytesPerTerabyte;
    }
}
