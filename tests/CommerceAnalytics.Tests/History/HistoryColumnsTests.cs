using CommerceAnalytics.History;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.History;

public class HistoryColumnsTests
{
    [Theory]
    [InlineData("", "a,b", "a,b")]
    [InlineData("a,b", "a,b", "a,b")]
    [InlineData("a,b", "b,a", "a,b")]
    [InlineData("a,d", "a,b,d", "a,d,b")]
    [InlineData("a,b,d", "a,d", "a,b,d")]
    [InlineData("a,b", "A,c", "a,b,c")]
    public void Merge_OfADefinition_KeepsThePlacesAndAddsAtTheEnd(string shown, string defined, string merged) =>
        Text(HistoryColumns.Merge(Columns(shown), Columns(defined))).ShouldBe(merged);

    [Fact]
    public void Merge_OfADefinition_TakesWhatItSaysOfColumns()
    {
        List<Column> shown = [new("a", "bigint") { Comment = "old" }, new("gone", "bigint") { Comment = "kept" }];

        var merged = HistoryColumns.Merge(shown, [new("a", "bigint") { Comment = "new" }]);

        merged.Select(column => column.Comment).ShouldBe(["new", "kept"]);
        HistoryColumns.Differ(shown, merged).ShouldBeTrue();
        HistoryColumns.Differ(merged, merged).ShouldBeFalse();
        HistoryColumns.Differ([], merged).ShouldBeTrue();
    }

    [Theory]
    [InlineData("a:bigint", "a:bigint", true)]
    [InlineData("a:decimal(18, 4)", "a:DECIMAL(18,4)", true)]
    [InlineData("a:bigint", "a:double", false)]
    [InlineData("A:bigint", "a:string", false)]
    [InlineData("a:bigint", "b:string", true)]
    public void Refusal_OfADefinition_IsOfChangedTypesAlone(string shown, string defined, bool passes)
    {
        var refusal = HistoryColumns.Refusal("mine", Columns(shown), Columns(defined));

        (refusal is null).ShouldBe(passes);
        refusal?.Message.ShouldContain("pipeline_history_mine");
    }

    private static List<Column> Columns(string text) =>
        [
            .. text.Split(',', StringSplitOptions.RemoveEmptyEntries)
                .Aggregate(new List<string>(), Join)
                .Select(column => column.Split(':'))
                .Select(parts => new Column(parts[0], parts.Length > 1 ? parts[1] : "bigint")),
        ];

    // A decimal's comma is none between columns.
    private static List<string> Join(List<string> columns, string part)
    {
        if (part.EndsWith(')'))
            columns[^1] += $",{part}";
        else
            columns.Add(part);
        return columns;
    }

    private static string Text(IEnumerable<Column> columns) => string.Join(',', columns.Select(column => column.Name));
}
