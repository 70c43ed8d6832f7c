using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Events;

public class EventsTableSqlTests
{
    [Theory]
    [InlineData("userKey", "NULLIF(attributes.userKey, '')")]
    [InlineData("resource.service.name", "NULLIF(attributes.\"resource.service.name\", '')")]
    [InlineData("order", "NULLIF(attributes.\"order\", '')")]
    [InlineData("Group", "NULLIF(attributes.\"Group\", '')")]
    public void Attribute_OfARow_IsAField(string attribute, string sql) =>
        EventsTableSql.Attribute(EventsTableFit.Documented, attribute).ShouldBe(sql);

    [Fact]
    public void Attribute_WithUnderscores_NeedsNoQuotes() =>
        EventsTableSql
            .Attribute(new() { UnderscoredAttributes = ["resource.service.name"] }, "resource.service.name")
            .ShouldBe("NULLIF(attributes.resource_service_name, '')");

    [Fact]
    public void Attribute_Missing_IsATypedNull() =>
        EventsTableSql
            .Attribute(new() { MissingAttributes = ["userKey"] }, "userKey")
            .ShouldBe("CAST(NULL AS varchar)");

    [Theory]
    [InlineData("userKey", "NULLIF(element_at(attributes, 'userKey'), '')")]
    [InlineData(
        "resource.service.name",
        "COALESCE(NULLIF(element_at(attributes, 'resource.service.name'), ''), NULLIF(element_at(attributes, 'resource_service_name'), ''))"
    )]
    public void Attribute_OfAMap_IsAnEntry(string attribute, string sql) =>
        EventsTableSql.Attribute(new() { Attributes = AttributesForm.Map }, attribute).ShouldBe(sql);

    [Fact]
    public void Literal_Quotes_AreDoubled() => SqlText.Literal("x';DROP TABLE y").ShouldBe("'x'';DROP TABLE y'");

    [Fact]
    public void Name_Quotes_AreDoubled() => SqlText.Name("a\"b").ShouldBe("\"a\"\"b\"");
}
