using System.Globalization;

namespace CommerceAnalytics.Audit;

/// <summary>Figures as Athena's texts say them, and as messages show them.</summary>
internal static class AuditTexts
{
    /// <summary>A number; Athena writes large doubles with an exponent (<c>1.2345E7</c>).</summary>
    public static decimal? Number(string? text)
    {
        if (text is null)
            return null;
        return decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
    }

    /// <summary>At most two places, thousands apart.</summary>
    public static string Shown(decimal figure) => figure.ToString("#,0.##");

    /// <summary>A share in percent, in two places.</summary>
    public static decimal Percent(decimal part, decimal whole) =>
        decimal.Round(100 * part / whole, 2, MidpointRounding.AwayFromZero);
}
