using System.Text.Json;
using CommerceAnalytics.Events;
using CommerceAnalytics.Summaries;

namespace CommerceAnalytics.Tests.Events;

public class EventsTableFitTests
{
    private static readonly string DocumentedAttributes =
        $"struct<{string.Join(",", EventAttributes.All.Select(name => $"{name}:string"))}>";

    [Fact]
    public void From_DocumentedTable_IsTheDocumentedFit() => Json(Fit()).ShouldBe(Json(EventsTableFit.Documented));

    [Fact]
    public void From_NamesAsHiveStoresThem_DoNotDependOnCase() =>
        Json(
                EventsTableFit.From(
                    [
                        new("TIMESTAMP", "Timestamp"),
                        new("Body", "STRING"),
                        new("Attributes", DocumentedAttributes.ToLowerInvariant()),
                    ],
                    [new("YEAR", "String"), new("Month", "string"), new("day", "string")]
                )
            )
            .ShouldBe(Json(EventsTableFit.Documented));

    [Theory]
    [InlineData("timestamp", TimestampForm.Timestamp)]
    [InlineData("string", TimestampForm.Text)]
    [InlineData("varchar(40)", TimestampForm.Text)]
    [InlineData("bigint", TimestampForm.UnixTime)]
    public void From_Timestamp_HasTheFormOfItsType(string type, TimestampForm form) =>
        Fit(timestamp: type).Timestamp.ShouldBe(form);

    [Theory]
    [InlineData("map<string,string>")]
    [InlineData("map<varchar(100), string>")]
    public void From_Map_IsAMapAndLacksNothing(string type)
    {
        var fit = Fit(attributes: type);

        fit.Attributes.ShouldBe(AttributesForm.Map);
        fit.MissingAttributes.ShouldBeEmpty();
    }

    [Fact]
    public void From_FewFields_NamesWhatIsMissing()
    {
        var fit = Fit(attributes: "struct<resource_service_name:string,userkey:string,`payload_query`:string>");

        fit.UnderscoredAttributes.ShouldBe(["resource.service.name"]);
        fit.MissingAttributes.ShouldBe(
            EventAttributes.All.Except(["resource.service.name", "userKey", "payload_query"])
        );
    }

    [Fact]
    public void From_DotsAndUnderscores_PrefersDots() =>
        Fit(attributes: "struct<resource_service_name:string,resource.service.name:string>")
            .UnderscoredAttributes.ShouldBeEmpty();

    [Fact]
    public void From_FieldsThatNobodyReads_MayBeOfAnyType() =>
        Fit(attributes: DocumentedAttributes[..^1] + ",items:array<struct<a:int>>>").MissingAttributes.ShouldBeEmpty();

    [Theory]
    [InlineData("int")]
    [InlineData("bigint")]
    [InlineData("smallint")]
    public void From_IntegerPartitionKeys_AreNamed(string type) =>
        Fit(keys: type).IntegerPartitionKeys.ShouldBe(["year", "month", "day"]);

    [Fact]
    public void From_NoHour_IsReadWithoutIt() =>
        Json(EventsTableFit.From(Columns(), [new("year", "string"), new("month", "string"), new("day", "string")]))
            .ShouldBe(Json(EventsTableFit.Documented));

    [Fact]
    public void From_EverythingWrong_IsRefusedWithAllThatWasFound()
    {
        var refusal = Should
            .Throw<FailureException>(() =>
                EventsTableFit.From(
                    [new("timestamp", "date"), new("attributes", "struct<userkey:int>")],
                    [new("year", "double"), new("month", "string"), new("region", "string")]
                )
            )
            .Failure;

        refusal.Code.ShouldBe("EventsTableUnsupported");
        refusal.Message.ShouldBe(
            "The events table cannot be read: the column 'timestamp' is 'date' and must be timestamp, string (ISO 8601) or bigint (Unix time); "
                + "the column 'body' is not there and must be string; the partition key 'year' is 'double' and must be string or an integer; "
                + "the partition key 'day' is not there and must be string or an integer; "
                + "the partition key 'region' is not known; the keys may be year, month, day and hour; the attribute 'userkey' is 'int' and must be string. "
                + "Found: columns timestamp date, attributes struct<userkey:int>; partition keys year double, month string, region string."
        );
        refusal.Advice.ShouldStartWith(
            "Declare 'timestamp' as one of these, as the files hold it. Add the column 'body' (string) to the table in the catalog."
        );
        refusal.Advice.ShouldContain("Or point EventsDatabase and EventsTable at a table");
        refusal.Retry.ShouldBe(RetryAdvice.Never);
    }

    [Theory]
    [InlineData("string")]
    [InlineData("map<string,int>")]
    [InlineData("array<string>")]
    public void From_AttributesOfAnotherType_AreRefused(string type) =>
        Should
            .Throw<FailureException>(() => Fit(attributes: type))
            .Failure.Message.ShouldContain(
                $"the column 'attributes' is '{type}' and must be struct<...> or map<string,string>"
            );

    [Fact]
    public void Fit_ThroughJson_StaysTheSame()
    {
        var fit = Fit(timestamp: "bigint", attributes: "struct<resource_service_name:string>", keys: "int");

        Json(JsonSerializer.Deserialize<EventsTableFit>(Json(fit), JsonSerializerOptions.Web)!).ShouldBe(Json(fit));
    }

    private static EventsTableFit Fit(
        string timestamp = "timestamp",
        string? attributes = null,
        string keys = "string"
    ) =>
        EventsTableFit.From(
            Columns(timestamp, attributes),
            [new("year", keys), new("month", keys), new("day", keys), new("hour", keys)]
        );

    private static Column[] Columns(string timestamp = "timestamp", string? attributes = null) =>
        [
            new("timestamp", timestamp),
            new("body", "string"),
            new("attributes", attributes ?? DocumentedAttributes),
            new("severity", "int"),
        ];

    private static string Json(EventsTableFit fit) => JsonSerializer.Serialize(fit, JsonSerializerOptions.Web);
}
