using System.Globalization;
using CommerceAnalytics.Checks;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.LogChecks;

/// <summary>
/// Few rows of a day lack time, kind and service all at once. Athena makes such rows of lines that it cannot read where
/// their table ignores malformed JSON, and tells of them in no other way; LocalAws makes them of blank lines alone.
/// Judged as lines that LocalAws skips are.
/// </summary>
internal sealed record EmptyRowsCheck : LogCheck
{
    private const int MostDaysNamed = 5;

    public override string Subject => "rows of each day without time, kind and service";

    public override string Limit(CheckSettings settings) =>
        string.Create(CultureInfo.InvariantCulture, $"at most {SkippedLinesCheck.MaxPercent} % of a day");

    public override CheckResult Judge(string? serviceName, IReadOnlyList<CheckRow> answer, CheckSettings settings)
    {
        var total = answer.Single(row => row.Label == Name);
        var days = answer.Where(row => row.Label.StartsWith(Name + ' ', StringComparison.Ordinal)).ToList();
        var status =
            days.Exists(day => day.Counted == day.Of) ? CheckStatus.Fail
            : days.Exists(IsAboveLimit) ? CheckStatus.Warn
            : CheckStatus.Pass;
        var finding = string.Create(
            CultureInfo.InvariantCulture,
            $"{total.Counted:N0} of {total.Of ?? 0:N0} rows have neither time nor kind nor service"
        );
        return Result(serviceName, status, total, settings, days.Count == 0 ? finding : $"{finding}: {Named(days)}");
    }

    private static bool IsAboveLimit(CheckRow day) => 100m * day.Counted > SkippedLinesCheck.MaxPercent * day.Of;

    private string Named(List<CheckRow> days)
    {
        var worst = days.OrderByDescending(day => (decimal)day.Counted / (day.Of ?? 1))
            .Take(MostDaysNamed)
            .Select(Named);
        return string.Join("; ", worst)
            + (days.Count > MostDaysNamed ? $"; and {days.Count - MostDaysNamed} more days" : "");
    }

    private string Named(CheckRow day) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{day.Label[(Name.Length + 1)..]}: {day.Counted:N0} of {day.Of:N0} ({Percent(day):0.00} %)"
        );
}
