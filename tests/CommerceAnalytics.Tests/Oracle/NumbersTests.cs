using System.Numerics;

namespace CommerceAnalytics.Tests.Oracle;

/// <summary>Whoever judges must be judged first.</summary>
public class NumbersTests
{
    [Theory]
    [InlineData("0", 0L)]
    [InlineData("-0", 0L)]
    [InlineData(" +12\t", 12L)]
    [InlineData("2147483647", 2147483647L)]
    [InlineData("2147483648", null)]
    [InlineData("-1", null)]
    [InlineData("1.0", null)]
    [InlineData("1,200", null)]
    [InlineData("\u00A01", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Integer_Text_IsReadAsTheContractSays(string? text, long? value) =>
        Numbers.Integer(text).ShouldBe(value);

    [Theory]
    [InlineData("12.34", 123400L)]
    [InlineData("0.00005", 1L)]
    [InlineData("0.000049999999999999999999999999", 0L)]
    [InlineData("0.0005", 5L)]
    [InlineData(".5", 5000L)]
    [InlineData("1.", 10000L)]
    [InlineData("1.5e2", 1500000L)]
    [InlineData("150E-2", 15000L)]
    [InlineData("000.0e99999999999999", 0L)]
    [InlineData("-0.0", 0L)]
    [InlineData("1e-999999999999", 0L)]
    [InlineData("1e12", 10000000000000000L)]
    [InlineData("1000000000000.000000000001", null)]
    [InlineData("1e13", null)]
    [InlineData("-0.00001", null)]
    [InlineData("1e", null)]
    [InlineData(".", null)]
    [InlineData("NaN", null)]
    [InlineData(null, null)]
    public void Money_Text_IsReadAsTheContractSays(string? text, long? units) =>
        Numbers.Money(text).ShouldBe(units is { } value ? (BigInteger)value : null);

    [Theory]
    [InlineData(1, 3, 0.33)]
    [InlineData(2, 3, 0.67)]
    [InlineData(1, 200, 0.01)]
    [InlineData(1, 201, 0.0)]
    [InlineData(201, 200, 1.01)]
    [InlineData(5, 0, null)]
    public void Ratio_Exact_IsRoundedHalfUpOnce(int numerator, int denominator, double? ratio) =>
        Numbers.Ratio(numerator, denominator).ShouldBe(ratio);
}
