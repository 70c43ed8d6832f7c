namespace LocalAws.Tests.Clients;

public sealed class CasePageTests
{
    /// <summary>With <c>LOCALAWS_CASES=write</c> the page is written anew.</summary>
    [Fact]
    public async Task Page_Cases_AreThoseOfTheSuites()
    {
        var page = await File.ReadAllTextAsync(CasePage.Path);
        var now = CasePage.Now(page);
        if (Environment.GetEnvironmentVariable("LOCALAWS_CASES") == "write")
            await File.WriteAllTextAsync(CasePage.Path, now);

        (await File.ReadAllTextAsync(CasePage.Path)).ShouldBe(
            now,
            "LOCALAWS_CASES=write dotnet test tests/LocalAws.Tests --filter CasePageTests writes it anew"
        );
    }

    [Fact]
    public void Cases_OverAllFamilies_AreAtLeastAHundredAndFifty()
    {
        CasePage.Cases.Sum(c => c.Count).ShouldBeGreaterThanOrEqualTo(150);
        CasePage.Cases.Select(c => c.Family).Distinct().Count().ShouldBe(3);
        CasePage.Cases.Select(c => (c.Family, c.Service, c.Name)).ShouldBeUnique();
    }
}
