using CommerceAnalytics.Functions.Reports;
using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Tests.Reports;

public class TableSumsTests
{
    [Fact]
    public void Replace_TablesThatEndAndChange_AreSummedAsTheReportSumsThem()
    {
        var random = new Random(20261130);
        var tables = new Dictionary<string, TableReport>();
        var sums = new TableSums();
        for (var i = 0; i < 300; i++)
        {
            var table = Table(random);
            sums.Replace(tables.GetValueOrDefault(table.QueryType), table);
            tables[table.QueryType] = table;

            var totals = ReportTotals.Of([.. tables.Values]);
            (sums.Published, sums.Failed + sums.Held).ShouldBe((totals.Published, totals.Failed));
            sums.Held.ShouldBe(tables.Values.Count(one => one.Status == TableStatus.Held));
            (sums.Bytes, decimal.Round(sums.Usd, 6)).ShouldBe((totals.DataScannedBytes, totals.EstimatedCostUsd));
        }

        sums.Bytes.ShouldBeGreaterThan(0);
    }

    private static TableReport Table(Random random)
    {
        var status = Enum.GetValues<TableStatus>()[random.Next(5)];
        return TableReports.Of("shop", $"type_{random.Next(20)}", status) with
        {
            QueryExecutionId = random.Next(4) == 0 ? null : "query",
            DataScannedBytes = random.Next(4) == 0 ? null : random.NextInt64(1_000_000_000_000),
            FiguresScannedBytes = random.Next(2) == 0 ? null : [random.Next(100_000_000), 5],
        };
    }
}
