using CommerceAnalytics.Windows;

namespace CommerceAnalytics.Tests.Windows;

public sealed class DayTextTests
{
    private static readonly DateOnly Day = new(2026, 3, 1);

    [Fact]
    public void Read_WhatOfWrote_IsTheSameDay() => DayText.Read(DayText.Of(Day)).ShouldBe(Day);

    [Fact]
    public void Parse_ADay_IsThatDay() => DayText.Parse("2026-03-01").ShouldBe(Day);

    [Theory]
    [InlineData("2026-3-1")]
    [InlineData("01.03.2026")]
    [InlineData("2026-02-29")]
    [InlineData("")]
    [InlineData(null)]
    public void Parse_AnythingElse_IsNull(string? text) => DayText.Parse(text).ShouldBeNull();
}
