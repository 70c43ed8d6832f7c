using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Events;

public class HiveStructTests
{
    [Fact]
    public void Fields_NamesWithDotsColonsAndQuotes_AreRead() =>
        HiveStruct
            .Fields("struct<resource.service.name:string, `user:Key`:string,`a``b`:String,menuName:varchar(20)>")
            .ShouldBe([
                ("resource.service.name", "string"),
                ("user:Key", "string"),
                ("a`b", "string"),
                ("menuName", "varchar(20)"),
            ]);

    [Fact]
    public void Fields_NestedTypes_AreNotSplit() =>
        HiveStruct
            .Fields("struct<items:array<struct<a:int,b:decimal(10,2)>>,m:map<string,string>,s:string>")
            .ShouldBe([
                ("items", "array<struct<a:int,b:decimal(10,2)>>"),
                ("m", "map<string,string>"),
                ("s", "string"),
            ]);

    [Theory]
    [InlineData("string")]
    [InlineData("map<string,string>")]
    [InlineData("struct<>")]
    [InlineData("struct<a>")]
    [InlineData("struct<a:string")]
    [InlineData("struct<:string>")]
    public void Fields_NoWellFormedStruct_IsNull(string type) => HiveStruct.Fields(type).ShouldBeNull();
}
