namespace CommerceAnalytics.Tests.Oracle;

/// <summary>A figure of the dashboard's first screen.</summary>
/// <param name="Name">What it is called there.</param>
/// <param name="Now">Of the days shown; null where it is not known.</param>
/// <param name="Compared">Of the days that they are compared with.</param>
/// <param name="Change">Percent, 1 place; null where nothing is compared.</param>
internal sealed record FirstScreenFigure(string Name, double? Now, double? Compared, double? Change)
{
    /// <summary>Of how many orders the amount is known, now and before; null for what is no money.</summary>
    public string? AmountKnown { get; init; }
}

/// <summary>
/// The first screen in plain C#, from the oracle's rows of the overview and the contract's rules of adding up days.
/// </summary>
/// <param name="days">The measures of each day, by the oracle's order of columns; days that are not whole are left out.</param>
internal sealed class FirstScreenOracle(IReadOnlyDictionary<DateOnly, object?[]> days)
{
    private static readonly Dictionary<string, int> Places = new()
    {
        ["purchases"] = 9,
        ["sessions"] = 11,
        ["users"] = 12,
        ["carts"] = 14,
        ["checkouts"] = 15,
        ["buyers"] = 16,
        ["known"] = 19,
        ["revenue"] = 20,
    };

    /// <summary>All six, in the order of the screen.</summary>
    /// <param name="last">The last day shown.</param>
    /// <param name="count">Days shown.</param>
    /// <param name="back">Days between a day and the one that it is compared with.</param>
    public List<FirstScreenFigure> Figures(DateOnly last, int count, int back)
    {
        var (now, then) = (Span(last, count), Span(last.AddDays(-back), count));
        var (shown, compared) = (Of(now), Of(then));
        var isAsWellKnown = Math.Abs(Share(now) - Share(then)) < 10;
        return
        [
            .. shown.Select(
                (figure, i) =>
                    new FirstScreenFigure(
                        figure.Name,
                        figure.Value,
                        compared[i].Value,
                        isAsWellKnown || !IsOfKnownAmounts(figure.Name) ? Change(figure.Value, compared[i].Value) : null
                    )
                    {
                        AmountKnown = IsOfKnownAmounts(figure.Name) ? Shares(Share(now), Share(then)) : null,
                    }
            ),
        ];
    }

    /// <summary>Session days that came so far: all, with a cart, with a checkout, with a purchase.</summary>
    public List<double?> Funnel(DateOnly last, int count)
    {
        var span = Span(last, count);
        return [Sum(span, "sessions"), Sum(span, "carts"), Sum(span, "checkouts"), Sum(span, "buyers")];
    }

    private static bool IsOfKnownAmounts(string figure) => figure is "Revenue" or "Average order";

    private static double? Change(double? now, double? then) =>
        now is null || then is null or 0
            ? null
            : Math.Round((100 * now.Value / then.Value) - 100, 1, MidpointRounding.AwayFromZero);

    private static List<(string Name, double? Value)> Of(List<object?[]>? span) =>
        [
            ("Sessions", Sum(span, "sessions")),
            ("Users a day", Sum(span, "users") / span?.Count),
            ("Conversion", Ratio(100 * Sum(span, "buyers"), Sum(span, "sessions"))),
            ("Orders", Sum(span, "purchases")),
            ("Average order", Ratio(Sum(span, "revenue"), Sum(span, "known"))),
            ("Revenue", Sum(span, "revenue")),
        ];

    private static double Share(List<object?[]>? span) =>
        Ratio(100 * Sum(span, "known"), Sum(span, "purchases")) ?? double.NaN;

    private static string? Shares(double now, double then) =>
        double.IsNaN(now) || double.IsNaN(then) ? null : $"{Text(now)} % of orders, before of {Text(then)} %";

    /// <summary>100 where all are known alone.</summary>
    private static string Text(double share)
    {
        var most = share < 100 ? 99.9 : 100;
        return Math.Min(Math.Round(share, 1, MidpointRounding.AwayFromZero), most).ToString("0.0");
    }

    private static double? Ratio(double? part, double? whole) => whole is 0 ? null : part / whole;

    private static double? Sum(List<object?[]>? span, string measure)
    {
        var values = span?.Select(day => day[Places[measure]]).Where(value => value is not null).ToList();
        return values is null or [] ? null : values.Sum(Convert.ToDouble);
    }

    /// <summary>The days, or null where one of them is not known.</summary>
    private List<object?[]>? Span(DateOnly last, int count)
    {
        var span = Enumerable.Range(0, count).Select(back => last.AddDays(-back)).ToList();
        return span.TrueForAll(days.ContainsKey) ? span.ConvertAll(day => days[day]) : null;
    }
}
