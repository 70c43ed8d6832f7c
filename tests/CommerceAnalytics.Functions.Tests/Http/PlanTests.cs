using CommerceAnalytics.Functions.Tests.Fakes;

namespace CommerceAnalytics.Functions.Tests.Http;

public class PlanTests
{
    [Fact]
    public async Task Plan_AttributeThatTheEventsTableLacks_IsNamedAboveItsTable()
    {
        var pipeline = new Pipeline(settings => settings with { ServiceNames = ["shop-a"] });
        var documented = pipeline.Catalog.Tables["logall"];
        pipeline.Catalog.Tables["logall"] = documented with
        {
            Columns =
            [
                documented.Columns[0],
                documented.Columns[1],
                new("attributes", "struct<resource.service.name:string,userKey:string,sessionId:string>"),
            ],
        };

        var text = (await new Api(pipeline).PlanAsync("?query_type=button_interaction")).Text;

        text.Split('\n').ShouldContain("-- not in the events table, NULL everywhere: action");
    }
}
