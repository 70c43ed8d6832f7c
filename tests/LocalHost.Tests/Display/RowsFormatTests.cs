using Amazon.Athena.Model;
using CommerceAnalytics.LocalHost.Display;

namespace CommerceAnalytics.LocalHost.Tests.Display;

public sealed class RowsFormatTests
{
    private static readonly ColumnInfo[] Columns =
    [
        new() { Name = "name", Type = "varchar" },
        new() { Name = "n", Type = "bigint" },
        new() { Name = "ratio", Type = "double" },
        new() { Name = "day", Type = "date" },
        new() { Name = "is_new", Type = "boolean" },
        new() { Name = "price", Type = "decimal" },
    ];

    [Fact]
    public void Json_Values_HaveTheTypesOfTheirColumns() =>
        Write(
                writer => new JsonRows(writer),
                Columns,
                ["선크림 \"50\"", "12", "2.5", "2025-10-28", "true", "12.3400"],
                ["1", null, "NaN", null, null, "1E3"]
            )
            .ShouldBe(
                "[{\"name\":\"선크림 \\\"50\\\"\",\"n\":12,\"ratio\":2.5,\"day\":\"2025-10-28\",\"is_new\":true,\"price\":12.3400},\n"
                    + " {\"name\":\"1\",\"n\":null,\"ratio\":\"NaN\",\"day\":null,\"is_new\":null,\"price\":1E3}]"
                    + Environment.NewLine
            );

    [Fact]
    public void Json_NoRows_IsAnEmptyArray() =>
        Write(writer => new JsonRows(writer), Columns).ShouldBe("[]" + Environment.NewLine);

    [Fact]
    public void Csv_Values_AreQuotedAndNullIsNothing() =>
        Write(writer => new CsvRows(writer), Columns[..2], ["a \"b\",\nc", "1"], [null, ""])
            .ShouldBe("\"name\",\"n\"\n\"a \"\"b\"\",\nc\",\"1\"\n,\"\"\n");

    [Fact]
    public void Table_ControlCharacters_AreShownAndNotObeyed()
    {
        var text = Write(
            writer => new TableRows(Consoles.For(writer, isTerminal: false, noColor: true)),
            Columns[..2],
            ["a\nb\u001b[31m[red]", "1"],
            [null, "2"]
        );

        text.ShouldContain("a\\nb\\u001B[31m[red]");
        text.ShouldContain("NULL");
        text.ShouldContain("2 rows");
        text.ShouldNotContain("\u001b");
    }

    [Fact]
    public void Table_LongRows_AreNotWrappedWhereNoTerminalIs()
    {
        var text = Write(
            writer => new TableRows(Consoles.For(writer, isTerminal: false, noColor: true)),
            Columns[..1],
            [new string('x', 600)]
        );

        text.ShouldContain(new string('x', 600));
    }

    private static string Write(Func<TextWriter, IRowsFormat> format, ColumnInfo[] columns, params string?[][] rows)
    {
        using var writer = new StringWriter();
        var rowsFormat = format(writer);
        rowsFormat.Begin(columns);
        foreach (var row in rows)
            rowsFormat.Row(row);
        rowsFormat.End();
        return writer.ToString();
    }
}
