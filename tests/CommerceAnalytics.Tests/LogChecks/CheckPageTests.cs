using System.Text.RegularExpressions;
using CommerceAnalytics.Events;
using CommerceAnalytics.LogChecks;
using CommerceAnalytics.Tests.Semantics;

namespace CommerceAnalytics.Tests.LogChecks;

public partial class CheckPageTests
{
    [Fact]
    public async Task Text_EveryStatementOfTheLog_RunsAsPasted()
    {
        var log = HealthyLog
            .Events()
            .With(3, EventKinds.CartAdd, "quantity", "x10")
            .With(1, EventKinds.Purchase, "totalAmount", "n/a");
        using var lake = await SummaryLake.OfAsync(log);
        var statements = Statements(
            CheckPage.Text(lake.Of(TestSettings.Sound), ["theshop-brand"], HealthyLog.Date, lake.Fit)
        );

        statements.Count.ShouldBe(CheckQueries.All.Count + 2);
        var answers = new List<IReadOnlyList<IReadOnlyList<string?>>>();
        foreach (var statement in statements[..^1])
            answers.Add(await lake.SelectAsync(statement));

        answers[0]
            .Select(row => string.Join(' ', row))
            .ShouldBe(["2025-10-25 220", "2025-10-26 220", "2025-10-27 220"]);
        answers[^2]
            .Select(row => string.Join(' ', row))
            .ShouldBe(["empty_rows 0 660 0.00", "untimed_events 0 660 0.00", "without_service_name 0 660 0.00"]);
        answers[^1]
            .Select(row => string.Join('|', row))
            .ShouldBe(["commerce.cart.add|x10|9.5|||3", "commerce.checkout.purchase||||n/a|1"]);
    }

    [Fact]
    public void Text_EveryCheck_IsExplained()
    {
        var page = CheckPage.Text(TestSettings.Sound, ["theshop-brand"], HealthyLog.Date, EventsTableFit.Documented);

        foreach (var check in LogCheckCatalog.All)
            page.ShouldContain(
                $"| `{check.Name}` | {check.Subject} | {check.Limit(TestSettings.Sound.Checks)} | {check.Advice} |"
            );
    }

    private static List<string> Statements(string page) =>
        [.. Blocks().Matches(page).Select(block => block.Groups["sql"].Value)];

    [GeneratedRegex("```sql\n(?<sql>.*?);\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
