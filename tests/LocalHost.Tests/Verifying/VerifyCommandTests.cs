using System.Text.Json;
using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.LocalHost.Tests.Commands;

namespace CommerceAnalytics.LocalHost.Tests.Verifying;

/// <summary>Each misconfiguration is named, itself and not its consequences.</summary>
public sealed class VerifyCommandTests(Deployment deployment) : IClassFixture<Deployment>, IDisposable
{
    public void Dispose() => deployment.Restore();

    [Fact]
    public async Task Deployment_InGoodOrder_HasNothingWrong()
    {
        var outcome = await deployment.VerifyAsync();

        outcome.ExitCode.ShouldBe(ExitCode.Done, outcome.ToString());
        Checks(outcome).ShouldAllBe(check => check.Status == "ok");
        Checks(outcome).Single(check => check.Name == "identity token").Finding.ShouldContain("subject the-identity");
        (outcome.Output + outcome.Error).ShouldNotContain("eyJ");
    }

    [Theory]
    [InlineData("WorkGroup=nobody-s", "workgroup", "WorkGroup is not found", "WorkGroup setting")]
    [InlineData("ResultsBucket=nowhere", "results bucket", "bucket does not exist", "ResultsBucket")]
    [InlineData(
        "QueryResultsLocation=s3://nowhere/athena/",
        "query results",
        "bucket does not exist",
        "QueryResultsLocation"
    )]
    [InlineData("EventsDatabase=nowhere", "databases", "no database nowhere", "EventsDatabase")]
    [InlineData("Database=nowhere", "databases", "no database nowhere", "Create it")]
    [InlineData("EventsTable=nowhere", "events table", "no events table log_db.nowhere", "EventsTable")]
    [InlineData("ServiceNames=theshop-brand,other", "summary tables", "7 of 14 are not there", "start a run")]
    [InlineData(
        "Aws:RoleArn=arn:aws:iam::000000000000:role/other",
        "role",
        "Not authorized to perform sts:AssumeRoleWithWebIdentity",
        "Aws:RoleArn"
    )]
    [InlineData(
        "Aws:WebIdentityTokenFile=/nowhere/token",
        "identity token",
        "/nowhere/token",
        "Aws:WebIdentityTokenFile"
    )]
    public async Task Setting_ThatIsWrong_IsNamed(string set, string check, string finding, string advice) =>
        Named(await deployment.VerifyAsync(set), check, finding, advice);

    [Theory]
    [InlineData("CommerceSchedule=0 0 4 31 2 *", "CommerceSchedule")]
    [InlineData("MaxConcurrentQueries=0", "MaxConcurrentQueries")]
    [InlineData("WorkGruop=primary", "WorkGroup")]
    public async Task Setting_ThatCannotBe_IsRefusedBeforeAnyCall(string set, string named)
    {
        var outcome = await deployment.VerifyAsync(set);

        outcome.ExitCode.ShouldBe(ExitCode.Refused, outcome.ToString());
        outcome.Error.ShouldContain(named);
    }

    [Fact]
    public async Task Token_ForAnotherAudience_IsNamed()
    {
        deployment.WriteToken(audience: "api://stranger");

        Named(await deployment.VerifyAsync(), "role", "Incorrect token audience", "Aws:Audience");
    }

    [Fact]
    public async Task Token_Expired_IsNamed()
    {
        deployment.WriteToken(options: new() { Expires = TimeProvider.System.GetUtcNow().AddMinutes(-1) });

        Named(await deployment.VerifyAsync(), "identity token", "expires", "has expired");
    }

    [Fact]
    public async Task Token_OfVersion2_IsNamed()
    {
        deployment.WriteToken(
            options: new() { Claims = new Dictionary<string, object> { ["azp"] = "the-identitys-client-id" } }
        );

        Named(await deployment.VerifyAsync(), "identity token", "issuer", "requestedAccessTokenVersion");
    }

    [Fact]
    public async Task Trust_OfAnotherSubject_IsNamed()
    {
        deployment.PutRole(subject: "another-identity");

        Named(await deployment.VerifyAsync(), "role", "Not authorized", "trust policy");
    }

    [Theory]
    [InlineData(
        """  "Action":"s3:PutObject","Resource":"arn:aws:s3:::commerce-results/commerce-summary/*"  """,
        "results bucket",
        "s3:PutObject"
    )]
    [InlineData("""  "Action":"glue:CreateTable","Resource":"*"  """, "trial statement", "glue:CreateTable")]
    [InlineData(
        """  "Action":"athena:StartQueryExecution","Resource":"*"  """,
        "trial statement",
        "athena:StartQueryExecution"
    )]
    [InlineData("""  "Action":"glue:GetDatabase","Resource":"*"  """, "databases", "glue:GetDatabase")]
    public async Task Right_ThatTheRoleLacks_IsNamed(string denied, string check, string right)
    {
        deployment.PutRole(denied);

        Named(await deployment.VerifyAsync(), check, right, right);
    }

    [Fact]
    public async Task Events_ThatTheRoleMayNotRead_AreNamedInAthenasWords()
    {
        deployment.PutRole(""" "Action":"s3:GetObject","Resource":"arn:aws:s3:::commerce-logs/*" """);

        Named(await deployment.VerifyAsync(), "trial statement", "Permission denied on S3 path", "role's policy");
    }

    [Fact]
    public async Task WorkGroup_ThatEnforcesItsConfiguration_IsNamed()
    {
        await deployment.AthenaAsync(
            "CreateWorkGroup",
            new { Name = "strict", Configuration = new { EnforceWorkGroupConfiguration = true } }
        );

        Named(
            await deployment.VerifyAsync("WorkGroup=strict"),
            "workgroup",
            "enforces its configuration",
            "Override client-side settings"
        );
    }

    [Fact]
    public async Task WorkGroup_Disabled_IsNamed()
    {
        await deployment.AthenaAsync(
            "CreateWorkGroup",
            new { Name = "off", Configuration = new { EnforceWorkGroupConfiguration = false } }
        );
        await deployment.AthenaAsync("UpdateWorkGroup", new { WorkGroup = "off", State = "DISABLED" });

        Named(await deployment.VerifyAsync("WorkGroup=off"), "workgroup", "disabled", "Enable it");
    }

    [Theory]
    [InlineData("", "deletes everything after 7 days")]
    [InlineData("commerce-summary/", "deletes commerce-summary/ after 7 days")]
    [InlineData(
        "commerce-summary/pipeline/tables/theshop_brand",
        "deletes commerce-summary/pipeline/tables/theshop_brand"
    )]
    public async Task LifecycleRule_ThatDeletesPublishedData_IsNamed(string prefix, string finding)
    {
        await deployment.ExpireAsync(prefix);

        Named(await deployment.VerifyAsync(), "lifecycle rules", finding, "athena-results/");
        await deployment.ExpireAsync("commerce-summary/theshop_brand");
        (await deployment.VerifyAsync()).ExitCode.ShouldBe(ExitCode.Done);
    }

    [Fact]
    public async Task Table_AboveWhatARunWrites_IsNamedAndNothingIsTriedOutThere()
    {
        await deployment.QueryAsync(
            "CREATE EXTERNAL TABLE log_db.old_summaries (x string) STORED AS PARQUET LOCATION 's3://commerce-results/commerce-summary/pipeline/'"
        );
        var outcome = await deployment.VerifyAsync();
        await deployment.QueryAsync("DROP TABLE log_db.old_summaries");

        Named(
            outcome,
            "table locations",
            "log_db.old_summaries lies at s3://commerce-results/commerce-summary/pipeline/",
            "point the table there"
        );
        Checks(outcome)
            .Where(check => check.Name is "results bucket" or "query results" or "trial statement")
            .ShouldAllBe(check => check.Status == "skipped");
    }

    [Fact]
    public async Task EventsTable_WithoutItsColumns_IsNamed()
    {
        await deployment.QueryAsync(
            "CREATE TABLE log_db.no_events WITH (format = 'PARQUET', external_location = 's3://commerce-results/no-events/') AS SELECT 1 AS n"
        );

        Named(await deployment.VerifyAsync("EventsTable=no_events"), "events table", "EventsTableUnsupported", "");
    }

    [Theory]
    [InlineData("month_by_name", "month='Nov', day='01'", "wrong", "month=Nov")]
    [InlineData("no_day", "month='11', day='__HIVE_DEFAULT_PARTITION__'", "warn", "day=__HIVE_DEFAULT_PARTITION__")]
    public async Task EventsTable_WithAPartitionOfNoDay_IsNamed(
        string table,
        string partition,
        string status,
        string finding
    )
    {
        await deployment.QueryAsync(
            $"CREATE EXTERNAL TABLE log_db.{table} (`timestamp` timestamp, body string, attributes struct<`resource.service.name`:string>) "
                + "PARTITIONED BY (year string, month string, day string, hour string) "
                + $"ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://commerce-logs/{table}/'"
        );
        await deployment.QueryAsync(
            $"ALTER TABLE log_db.{table} ADD PARTITION (year='2025', {partition}, hour='00') LOCATION 's3://commerce-logs/{table}/'"
        );

        var checks = Checks(await deployment.VerifyAsync($"EventsTable={table}"));

        var named = checks.Single(check => check.Name == "events table");
        named.Status.ShouldBe(status);
        named.Finding.ShouldContain(finding);
    }

    [Fact]
    public async Task ScanMode_OfALogThatIsDearToReadDirectly_IsToldWithWhatANightCosts()
    {
        using (deployment.LargeDay(bytes: 300_000_000_000))
        {
            var direct = ScanMode(await deployment.VerifyAsync());
            direct.Status.ShouldBe("warn");
            direct.Finding.ShouldContain("a day of the log has 100 GB: a night costs about 96.86 USD with Direct");
            direct.Advice.ShouldStartWith("Set ScanMode=Extract");
            ScanMode(await deployment.VerifyAsync("ScanMode=Extract")).Status.ShouldBe("ok");
        }

        var small = ScanMode(await deployment.VerifyAsync());
        small.Status.ShouldBe("ok");
        small.Finding.ShouldContain("0.00 USD with Direct");

        static (string Name, string Status, string Finding, string Advice) ScanMode(Outcome outcome) =>
            Checks(outcome).Single(check => check.Name == "scan mode");
    }

    private static void Named(Outcome outcome, string check, string finding, string advice)
    {
        outcome.ExitCode.ShouldBe(ExitCode.Failed, outcome.ToString());
        var wrong = Checks(outcome).Where(found => found.Status == "wrong").ToList();
        wrong.Select(found => found.Name).ShouldBe([check], outcome.Error);
        wrong[0].Finding.ShouldContain(finding);
        wrong[0].Advice.ShouldContain(advice);
    }

    private static List<(string Name, string Status, string Finding, string Advice)> Checks(Outcome outcome)
    {
        using var report = JsonDocument.Parse(outcome.Output);
        string Text(JsonElement check, string name) => check.GetProperty(name).GetString()!;
        return
        [
            .. report
                .RootElement.GetProperty("checks")
                .EnumerateArray()
                .Select(check =>
                    (Text(check, "check"), Text(check, "status"), Text(check, "finding"), Text(check, "advice"))
                ),
        ];
    }
}
