using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Digests;

/// <summary>
/// A service's figures of the seven days before an overview's date, and of the seven before those: docs/change/contract.md
/// says how days are added up, and when they are compared.
/// </summary>
internal sealed class WeekFigures
{
    private const int DaysAWeek = 7;
    private const int MostDaysNamed = 3;

    /// <summary>Points between two shares of known amounts from which money is not compared.</summary>
    private const decimal MostPoints = 10;

    private readonly Dictionary<DateOnly, DigestDay> _whole;
    private readonly Week _now;
    private readonly Week _before;

    /// <param name="days">The service's rows.</param>
    /// <param name="date">Date of their overview.</param>
    /// <param name="cut">A day that may be a part of one; null where there is none.</param>
    public WeekFigures(IEnumerable<DigestDay> days, DateOnly date, DateOnly? cut)
    {
        _whole = days.Where(day => day.Sessions is not null && day.Day != cut).ToDictionary(day => day.Day);
        LastDay = date.AddDays(-1);
        FirstDay = date.AddDays(-DaysAWeek);
        _now = WeekFrom(FirstDay);
        _before = WeekFrom(FirstDay.AddDays(-DaysAWeek));
    }

    public DateOnly FirstDay { get; }

    public DateOnly LastDay { get; }

    public decimal? AmountKnownPercent => _now.Known;

    public IReadOnlyList<WeekFigure> All()
    {
        return
        [
            Figure("Sessions", FigureUnit.Count, week => week.Sum(day => day.Sessions)),
            Figure("Users a day", FigureUnit.Count, week => week.Sum(day => day.Users) / DaysAWeek),
            Figure(
                "Conversion",
                FigureUnit.Percent,
                week => week.Percent(day => day.PurchaseSessions, day => day.Sessions)
            ),
            Figure("Orders", FigureUnit.Count, week => week.Sum(day => day.Purchases)),
            Figure(
                "Average order",
                FigureUnit.Money,
                week => week.Ratio(day => day.Revenue, day => day.PurchasesWithAmount)
            ),
            Figure("Revenue", FigureUnit.Money, week => week.HasAmounts ? week.Sum(day => day.Revenue) : null),
        ];
    }

    private WeekFigure Figure(string name, FigureUnit unit, Func<Week, decimal?> value)
    {
        var now = value(_now);
        var before = value(_before);
        var notCompared = Gap();
        if (now is null || before is null or 0)
            notCompared ??= "there is nothing to compare";
        if (unit == FigureUnit.Money)
            notCompared ??= KnownSharesDiffer();
        if (notCompared is not null)
            return new(name, unit, now, before, null, notCompared);
        var change = Rounded(100 * now!.Value / before!.Value - 100);
        return new(name, unit, now, before, change, null);
    }

    private static decimal Rounded(decimal percent) => decimal.Round(percent, 1, MidpointRounding.AwayFromZero);

    private string? Gap()
    {
        string?[] gaps = [Gap(_now), Gap(_before)];
        var known = string.Join("; ", gaps.OfType<string>());
        return known.Length == 0 ? null : known;
    }

    private static string? Gap(Week week)
    {
        if (week.Missing.Count == 0)
            return null;
        var more = week.Missing.Count > MostDaysNamed ? ", ..." : "";
        var days = week.Missing.Take(MostDaysNamed).Select(DayText.Of);
        return $"{week.Missing.Count} of {DaysAWeek} days are not known: {string.Join(", ", days)}{more}";
    }

    private string? KnownSharesDiffer()
    {
        if (_now.Known is not { } now || _before.Known is not { } before)
            return null;
        if (Math.Abs(now - before) < MostPoints)
            return null;
        return $"the amount is known of {now:0.#} % of orders, before of {before:0.#} %";
    }

    private Week WeekFrom(DateOnly first)
    {
        var days = Enumerable.Range(0, DaysAWeek).Select(first.AddDays).ToList();
        var known = days.Where(_whole.ContainsKey).Select(day => _whole[day]);
        var missing = days.Where(day => !_whole.ContainsKey(day));
        return new([.. known], [.. missing]);
    }

    /// <summary>Days that are known and whole, and those that are not; with any of these no sum is known.</summary>
    private sealed record Week(IReadOnlyList<DigestDay> Days, IReadOnlyList<DateOnly> Missing)
    {
        public decimal? Known => Percent(day => day.PurchasesWithAmount, day => day.Purchases);

        public bool HasAmounts => Sum(day => day.PurchasesWithAmount) > 0;

        public decimal? Sum(Func<DigestDay, decimal?> measure)
        {
            if (Missing.Count > 0)
                return null;
            return Days.Sum(measure);
        }

        public decimal? Ratio(Func<DigestDay, decimal?> part, Func<DigestDay, decimal?> whole)
        {
            var sum = Sum(whole);
            if (sum is null or <= 0)
                return null;
            return Sum(part) / sum;
        }

        public decimal? Percent(Func<DigestDay, decimal?> part, Func<DigestDay, decimal?> whole) =>
            100 * Ratio(part, whole);
    }
}
