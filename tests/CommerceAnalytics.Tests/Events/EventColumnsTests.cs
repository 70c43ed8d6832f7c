using CommerceAnalytics.Events;

namespace CommerceAnalytics.Tests.Events;

public class EventColumnsTests
{
    [Theory]
    [InlineData("goodsCd", "goods_cd")]
    [InlineData("menuName", "menu_name")]
    [InlineData("referer", "referer")]
    [InlineData("payload_productId", "payload_product_id")]
    [InlineData("resource.service.namespace", "resource_service_namespace")]
    [InlineData("page", "page_attribute")]
    [InlineData("order", "order_attribute")]
    [InlineData("day", "day_attribute")]
    public void Of_AnAttribute_IsInSnakeCaseAndNeverANormalisedColumn(string attribute, string column) =>
        EventColumns.Of(attribute).ShouldBe(column);

    [Fact]
    public void Others_OfAttributes_AreThoseWithoutANormalisedColumn() =>
        EventColumns
            .Others(["userKey", "source", "ctgnm", "resource.service.name", "menuName", "source"])
            .ShouldBe(["menuName", "source"]);

    [Fact]
    public void Of_AllDocumentedAttributes_AreDifferent() =>
        EventColumns.Others(EventAttributes.All).Select(EventColumns.Of).ShouldBeUnique();
}
