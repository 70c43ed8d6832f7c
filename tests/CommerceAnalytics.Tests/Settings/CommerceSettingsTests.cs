using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Tests.Settings;

public class CommerceSettingsTests
{
    [Fact]
    public void Problems_DefaultsWithABucket_AreNone() => TestSettings.Sound.Problems().ShouldBeEmpty();

    [Fact]
    public void Problems_EveryKeyWrong_NamesThemAllAtOnce()
    {
        var settings = new CommerceSettings
        {
            ServiceNames = ["theshop-brand", "x';DROP TABLE y", "theshop-brand"],
            Catalog = "a b",
            EventsDatabase = "Log_DB",
            EventsTable = "",
            Database = "log.db",
            WorkGroup = "pri mary",
            ResultsBucket = "",
            SummaryPrefix = "/summary/",
            QueryResultsLocation = "pipeline/athena-results",
            ReportingTimeZone = "Asia/Soul",
            Currency = "won",
            MinDataDate = new(1969, 12, 31),
            MaxConcurrentServices = 0,
            MaxConcurrentQueries = 201,
            QueryTimeoutMinutes = -1,
            SearchClickWindowMinutes = 1441,
            VersionsToKeep = 0,
            ScanMode = (ScanMode)7,
            AlertWebhookUrl = "ftp://secret.example/token",
            DigestWebhookUrl = "secret",
            PublicUrl = "commerce.example.com",
        };

        settings
            .Problems()
            .ShouldBe([
                "CommerceAnalytics:ServiceNames holds 'x';DROP TABLE y': a service name has 1 to 63 lower-case letters, digits and '-', and begins and ends with a letter or digit.",
                "CommerceAnalytics:ServiceNames holds 'theshop-brand' more than once: name each service once.",
                "CommerceAnalytics:Catalog is 'a b': it must be the name of an Athena data catalog: letters, digits, '_', '-' and '@', e.g. AwsDataCatalog.",
                "CommerceAnalytics:EventsDatabase is 'Log_DB': it must be a name as the Glue catalog has it: lower-case letters, digits and '_', at most 128.",
                "CommerceAnalytics:EventsTable is empty: it must be a name as the Glue catalog has it: lower-case letters, digits and '_', at most 128.",
                "CommerceAnalytics:Database is 'log.db': it must be a name as the Glue catalog has it: lower-case letters, digits and '_', at most 128.",
                "CommerceAnalytics:WorkGroup is 'pri mary': it must be the name of an Athena workgroup: letters, digits, '_', '-' and '.', at most 128.",
                "CommerceAnalytics:ResultsBucket is empty: it must be the name of the S3 bucket that summaries are written to: 3 to 63 lower-case letters, digits, '.' and '-'.",
                "CommerceAnalytics:SummaryPrefix is '/summary/': it must be a key prefix such as commerce-summary, no part of which begins with '_' or '.', without slashes at its ends.",
                "CommerceAnalytics:QueryResultsLocation is 'pipeline/athena-results': it must be an address such as s3://bucket/prefix/, or nothing.",
                "CommerceAnalytics:AlertWebhookUrl is not usable: it must be an https:// address (its value is a secret and is not shown), or nothing.",
                "CommerceAnalytics:DigestWebhookUrl is not usable: it must be an https:// address (its value is a secret and is not shown), or nothing.",
                "CommerceAnalytics:PublicUrl is 'commerce.example.com': it must be the https:// address under which people reach the monitor, without a query, such as https://commerce.example.com, or nothing.",
                "CommerceAnalytics:ReportingTimeZone is 'Asia/Soul': it must be an IANA time zone name such as UTC or Asia/Seoul.",
                "CommerceAnalytics:Currency is 'won': it must be an ISO 4217 currency code of three capital letters such as KRW or EUR.",
                "CommerceAnalytics:MinDataDate is '1969-12-31': it must be a date from 1970-01-01 on.",
                "CommerceAnalytics:MaxConcurrentServices is '0': it must be a whole number from 1 to 100.",
                "CommerceAnalytics:MaxConcurrentQueries is '201': it must be a whole number from 1 to 200.",
                "CommerceAnalytics:QueryTimeoutMinutes is '-1': it must be a whole number from 1 to 1440.",
                "CommerceAnalytics:SearchClickWindowMinutes is '1441': it must be a whole number from 1 to 1440.",
                "CommerceAnalytics:VersionsToKeep is '0': it must be a whole number from 1 to 100.",
                "CommerceAnalytics:ScanMode is '7': it must be Direct or Extract.",
            ]);
    }

    [Fact]
    public void Problems_TextWithLineBreaksAndOfAnyLength_StaysShortAndOnOneLine()
    {
        var problem = (TestSettings.Sound with { WorkGroup = "a\nb" + new string('x', 5000) })
            .Problems()
            .ShouldHaveSingleItem();

        problem.ShouldContain(@"'a\u000Ab");
        problem.Length.ShouldBeLessThan(300);
    }

    [Theory]
    [InlineData("https://hooks.example/1", true)]
    [InlineData("http://127.0.0.1:8080/alerts", true)]
    [InlineData("http://hooks.example/1", false)]
    [InlineData("@Microsoft.KeyVault(SecretUri=https://vault.vault.azure.net/secrets/alert-webhook)", true)]
    [InlineData("Microsoft.KeyVault(SecretUri=x)", false)]
    public void Problems_Webhook_IsSecureUnlessOnThisMachine(string url, bool sound)
    {
        var count = sound ? 0 : 1;
        (TestSettings.Sound with { AlertWebhookUrl = url }).Problems().Count.ShouldBe(count);
        (TestSettings.Sound with { DigestWebhookUrl = url }).Problems().Count.ShouldBe(count);
    }

    [Theory]
    [InlineData("https://commerce.example.com", true)]
    [InlineData("https://example.com/commerce/", true)]
    [InlineData("http://127.0.0.1:7071", true)]
    [InlineData("", true)]
    [InlineData("http://commerce.example.com", false)]
    [InlineData("https://commerce.example.com/monitor?run=x", false)]
    [InlineData("https://commerce.example.com/#x", false)]
    public void Problems_PublicUrl_IsSecureUnlessOnThisMachineAndHasNoQuery(string url, bool sound) =>
        (TestSettings.Sound with { PublicUrl = url }).Problems().Count.ShouldBe(sound ? 0 : 1);

    [Fact]
    public void QueryResultsAddress_WhenNotSet_LiesUnderThePrefix() =>
        TestSettings
            .Sound.QueryResultsAddress()
            .ShouldBe("s3://commerce-results/commerce-summary/pipeline/athena-results/");

    [Theory]
    [InlineData("s3://elsewhere/a/b")]
    [InlineData("s3://elsewhere/a/b/")]
    public void QueryResultsAddress_WhenSet_EndsWithOneSlash(string location) =>
        (TestSettings.Sound with { QueryResultsLocation = location })
            .QueryResultsAddress()
            .ShouldBe("s3://elsewhere/a/b/");

    [Fact]
    public void RunServices_WhenNoneAreSet_AreTheTwoShops() =>
        TestSettings.Sound.RunServices().ShouldBe(["theshop-brand", "theshop-pharmacy"]);
}
