using LocalAws.Catalog;
using LocalAws.Glue.Expressions;
using LocalAws.Wire;

namespace LocalAws.Tests.Glue;

public sealed class PartitionExpressionTests
{
    private static readonly CatalogColumn[] Keys =
    [
        new("day", "date"),
        new("hour", "int"),
        new("name", "string"),
        new("price", "decimal(10,2)"),
    ];

    private static readonly string[] Values = ["2025-03-05", "9", "o'hara", "1.50"];

    [Theory]
    [InlineData("day = '2025-03-05'", true)]
    [InlineData("day = date '2025-03-05'", true)]
    [InlineData("day > '2025-03-05'", false)]
    [InlineData("hour < 10", true)]
    [InlineData("hour < '10'", true)]
    [InlineData("hour >= -3", true)]
    [InlineData("price = 1.5", true)]
    [InlineData("name = 'o''hara'", true)]
    [InlineData("NAME LIKE 'o%a'", true)]
    [InlineData("name LIKE 'o_h%r%'", true)]
    [InlineData("name NOT LIKE '%x%'", true)]
    [InlineData("name LIKE 'O%'", false)]
    [InlineData("hour IN (8, 9)", true)]
    [InlineData("hour NOT IN (8, 9)", false)]
    [InlineData("hour BETWEEN 9 AND 10", true)]
    [InlineData("hour NOT BETWEEN 9 AND 10", false)]
    [InlineData("hour = 1 OR hour = 9 AND day = '2025-03-05'", true)]
    [InlineData("(hour = 9 OR hour = 1) AND day <> '2025-03-05'", false)]
    [InlineData("NOT (hour = 9 AND NOT day = '2025-01-01')", false)]
    [InlineData("name IS NOT NULL", true)]
    [InlineData("name IS NULL", false)]
    [InlineData("", true)]
    public void Read_Expression_HoldsAsSqlHasIt(string expression, bool holds) =>
        PartitionExpression.Read(expression, Keys)(Values).ShouldBe(holds);

    [Theory]
    [InlineData("word = 1")]
    [InlineData("hour")]
    [InlineData("hour =")]
    [InlineData("hour = 9 AND")]
    [InlineData("hour = 9)")]
    [InlineData("(hour = 9")]
    [InlineData("hour = 'nine'")]
    [InlineData("hour IN ()")]
    [InlineData("9 = hour")]
    [InlineData("name NOT = 'x'")]
    [InlineData("name = 'x")]
    public void Read_NoExpression_IsInvalidInput(string expression) =>
        Should
            .Throw<AwsException>(() => PartitionExpression.Read(expression, Keys))
            .Code.ShouldBe("InvalidInputException");

    [Fact]
    public void Read_NestedBeyondReason_IsInvalidInput() =>
        Should
            .Throw<AwsException>(() => PartitionExpression.Read(new string('(', 50_000) + "hour = 1", Keys))
            .Code.ShouldBe("InvalidInputException");
}
