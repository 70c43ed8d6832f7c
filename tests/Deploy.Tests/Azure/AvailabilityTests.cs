namespace Deploy.Tests.Azure;

/// <summary>The parameter <c>availabilityTestMinutes</c>: Azure asks the app for its health from outside.</summary>
[Collection(nameof(BicepTemplates))]
public sealed class AvailabilityTests(BicepTemplates templates)
{
    [Fact]
    public async Task Availability_EveryTenMinutes_AsksTheAddressThatNeedsNoKey()
    {
        var resources = await templates.WithAsync("production", "param availabilityTestMinutes = 10");

        var test = resources.OfType("Microsoft.Insights/webtests").Single()["properties"]!;
        test["Request"]!.Text("RequestUrl").ShouldContain("{0}/api/health/probe");
        test["ValidationRules"]!["ExpectedHttpStatusCode"]!.GetValue<int>().ShouldBe(200);
        test["Locations"]!.AsArray().Count.ShouldBe(3);
        test["Frequency"]!.ToJsonString().ShouldBe("600");
    }

    [Fact]
    public async Task Availability_TwoPlacesThatFail_TellThePeopleOnCall()
    {
        var resources = await templates.WithAsync("production", "param availabilityTestMinutes = 5");

        var alert = resources.OfType("Microsoft.Insights/metricAlerts").Single()["properties"]!;
        alert["criteria"]!["failedLocationCount"]!.GetValue<int>().ShouldBe(2);
        alert["criteria"]!.Text("webTestId").ShouldContain("Microsoft.Insights/webtests");
        alert["actions"]![0]!.Text("actionGroupId").ShouldContain("actionGroupId");
    }

    [Fact]
    public void Availability_ByDefault_IsNotTested() =>
        templates.Production.OfType("Microsoft.Insights/webtests").ShouldBeEmpty();
}
