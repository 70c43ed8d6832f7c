using System.Globalization;
using CommerceAnalytics.Functions.Runs;

namespace CommerceAnalytics.Functions.Tests.Fakes;

/// <summary>The same marks each time.</summary>
internal sealed class CountedNonces : StartNonces
{
    private int _starts;

    public override string Next() => (++_starts).ToString("x16", CultureInfo.InvariantCulture);
}
