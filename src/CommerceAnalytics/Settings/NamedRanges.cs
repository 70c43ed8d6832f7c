using System.ComponentModel.DataAnnotations;

namespace CommerceAnalytics.Settings;

/// <summary>A percentage, 0 to 100.</summary>
internal sealed class PercentAttribute() : RangeAttribute(0.0, 100.0);

/// <summary>A percentage that something must reach, 0 to less than 100: the check can fail, and 0 turns it off.</summary>
internal sealed class LeastPercentAttribute : RangeAttribute
{
    public LeastPercentAttribute()
        : base(0.0, 100.0) => MaximumIsExclusive = true;
}

/// <summary>A percentage that something must stay below, above 0 to 100: the check can pass, and 100 turns it off.</summary>
internal sealed class MostPercentAttribute : RangeAttribute
{
    public MostPercentAttribute()
        : base(0.0, 100.0) => MinimumIsExclusive = true;
}

/// <summary>A share of the usual, 0 to 1.</summary>
internal sealed class ShareAttribute() : RangeAttribute(0.0, 1.0);

/// <summary>A multiple of the usual, from 1.</summary>
internal sealed class TimesAttribute() : RangeAttribute(1.0, 1_000_000.0);

/// <summary>A whole number from 1.</summary>
internal sealed class CountAttribute() : RangeAttribute(1, 1_000_000_000);
