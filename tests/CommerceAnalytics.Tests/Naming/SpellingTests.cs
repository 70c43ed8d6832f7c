using CommerceAnalytics.Naming;

namespace CommerceAnalytics.Tests.Naming;

public class SpellingTests
{
    [Theory]
    [InlineData("shop", "shop", 0)]
    [InlineData("shop", "Shop", 0)]
    [InlineData("brnad", "brand", 2)]
    [InlineData("", "shop", 4)]
    [InlineData("theshop", "shop", 3)]
    public void Distance_OfTwoNames_IsHowManyLettersDiffer(string left, string right, int distance) =>
        Spelling.Distance(left, right).ShouldBe(distance);

    [Fact]
    public void Nearest_OfSeveralNames_AreTheNearestFirstAndEachOnce() =>
        Spelling
            .Nearest(
                "theshop-brnad",
                ["zoo", "theshop-brand", "theshop-pharmacy", "theshop-brand", "theshop-a", "theshop-b"],
                3
            )
            .ShouldBe(["theshop-brand", "theshop-a", "theshop-b"]);
}
