using CommerceAnalytics.Events;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Events;

public sealed class EventsProbeTests
{
    [Theory]
    [InlineData("2026-11-28", "(year = '2026' AND month = '11' AND day BETWEEN '26' AND '27')")]
    [InlineData("2027-01-01", "(year = '2026' AND month = '12' AND day BETWEEN '30' AND '31')")]
    [InlineData(
        "2027-01-02",
        "(year = '2026' AND month = '12' AND day = '31')\nOR (year = '2027' AND month = '01' AND day = '01')"
    )]
    [InlineData("2028-03-01", "(year = '2028' AND month = '02' AND day BETWEEN '28' AND '29')")]
    public void Sql_OnAnyDay_ReadsTheTwoDaysBefore(string today, string days)
    {
        var settings = new CommerceSettings { ResultsBucket = "commerce-results" };

        var sql = EventsProbe.Sql(
            settings,
            EventsTableFit.Documented,
            DateOnly.Parse(today),
            "trial",
            "s3://commerce-results/trial/"
        );

        sql.ReplaceLineEndings("\n").ShouldContain($"WHERE {days}\n");
    }
}
