using Amazon.S3;
using Amazon.SecurityToken.Model;
using LocalAws.Sql;
using LocalAws.Sql.Access;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Iam;

/// <summary>What a session is refused that its role does not allow, in each service's words.</summary>
public sealed class RefusalTests : IAsyncLifetime
{
    private const string User =
        "User: arn:aws:sts::000000000000:assumed-role/reader/run-1 is not authorized to perform:";

    private readonly TestLake _lake = new();
    private Credentials _keys = null!;

    public async Task InitializeAsync()
    {
        _lake.Options = _lake.Options with
        {
            Roles =
            [
                TestRoles.Of(
                    "reader",
                    Policy("""{"Effect":"Allow","Action":"athena:ListWorkGroups","Resource":"*"}""")
                ),
            ],
        };
        await _lake.InitializeAsync();
        Directory.CreateDirectory(Path.Combine(_lake.Lake, "shop"));
        File.WriteAllText(Path.Combine(_lake.Lake, "shop", "a.json"), "{}");
        _keys = (
            await _lake
                .Sts()
                .AssumeRoleAsync(new() { RoleArn = "arn:aws:iam::000000000000:role/reader", RoleSessionName = "run-1" })
        ).Credentials;
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData("GetDatabase", """{"Name":"Log_DB"}""", "glue:GetDatabase", "catalog", "catalog")]
    [InlineData("GetDatabase", """{"Name":"Log_DB"}""", "glue:GetDatabase", "database/log_db", "database/log_db")]
    [InlineData(
        "GetTable",
        """{"DatabaseName":"log_db","Name":"Logall"}""",
        "glue:GetTable",
        "table/log_db/logall",
        "table/log_db/logall"
    )]
    [InlineData("GetTables", """{"DatabaseName":"log_db"}""", "glue:GetTables", "table/log_db/*", "table/log_db/*")]
    [InlineData(
        "CreateTable",
        """{"DatabaseName":"log_db","TableInput":{"Name":"t"}}""",
        "glue:CreateTable",
        "table/log_db/t",
        "table/log_db/t"
    )]
    [InlineData(
        "BatchDeleteTable",
        """{"DatabaseName":"log_db","TablesToDelete":["a","b"]}""",
        "glue:BatchDeleteTable",
        "table/log_db/b",
        "table/log_db/b"
    )]
    [InlineData(
        "BatchCreatePartition",
        """{"DatabaseName":"log_db","TableName":"t","PartitionInputList":[]}""",
        "glue:BatchCreatePartition",
        "database/log_db",
        "database/log_db"
    )]
    [InlineData("DeleteDatabase", """{"Name":"log_db"}""", "glue:DeleteDatabase", "table/log_db/*", "table/log_db/*")]
    public async Task Glue_ResourceOrAncestorNotAllowed_IsNamed(
        string operation,
        string body,
        string action,
        string denied,
        string named
    )
    {
        // All but one: whatever lies above and beside it is allowed.
        Give($$"""{"Effect":"Allow","Action":"glue:*","NotResource":"arn:aws:glue:*:*:{{denied}}"}""");

        var answer = await Signed().CallAsync("glue", "AWSGlue." + operation, body);

        (answer.Status, answer.Error).ShouldBe((400, "AccessDeniedException"));
        answer.Message.ShouldBe(
            $"{User} {action} on resource: arn:aws:glue:ap-northeast-2:000000000000:{named} because no identity-based policy allows the {action} action"
        );
    }

    [Theory]
    [InlineData("GetWorkGroup", """{"WorkGroup":"primary"}""", "workgroup/primary")]
    [InlineData("StartQueryExecution", """{"QueryString":"SELECT 1"}""", "workgroup/primary")]
    [InlineData("ListQueryExecutions", "{}", "workgroup/primary")]
    [InlineData(
        "GetTableMetadata",
        """{"CatalogName":"AwsDataCatalog","DatabaseName":"d","TableName":"t"}""",
        "datacatalog/AwsDataCatalog"
    )]
    public async Task Athena_NotAllowed_IsRefused(string operation, string body, string resource)
    {
        var answer = await Signed().CallAsync("athena", "AmazonAthena." + operation, body);

        (answer.Status, answer.Error).ShouldBe((400, "AccessDeniedException"));
        answer.Message.ShouldBe(
            $"{User} athena:{operation} on resource: arn:aws:athena:ap-northeast-2:000000000000:{resource} because no identity-based policy allows the athena:{operation} action"
        );
        (await Signed().AthenaAsync("ListWorkGroups", new { })).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Athena_QueryOfAnother_NeedsTheRightOnItsWorkGroup()
    {
        var id = (
            await _lake
                .Signed()
                .AthenaAsync(
                    "StartQueryExecution",
                    new { QueryString = "SELECT 1", ResultConfiguration = new { OutputLocation = "s3://shop/out/" } }
                )
        ).Body["QueryExecutionId"]!.ToString();

        foreach (
            var (operation, body) in new (string, object)[]
            {
                ("GetQueryExecution", new { QueryExecutionId = id }),
                ("StopQueryExecution", new { QueryExecutionId = id }),
                ("GetQueryResults", new { QueryExecutionId = id }),
                ("BatchGetQueryExecution", new { QueryExecutionIds = new[] { "unknown", id } }),
            }
        )
            (await Signed().AthenaAsync(operation, body)).Error.ShouldBe("AccessDeniedException", operation);
    }

    [Fact]
    public async Task Athena_WithoutTheRightsOfS3_SaysSoInItsOwnWords()
    {
        Give("""{"Effect":"Allow","Action":["athena:*","glue:*"],"Resource":"*"}""");
        var start = await Signed()
            .AthenaAsync(
                "StartQueryExecution",
                new { QueryString = "SELECT 1", ResultConfiguration = new { OutputLocation = "s3://shop/out/" } }
            );
        Give("""{"Effect":"Allow","Action":["athena:*","glue:*","s3:GetBucketLocation"],"Resource":"*"}""");
        var id = (
            await Signed()
                .AthenaAsync(
                    "StartQueryExecution",
                    new { QueryString = "SELECT 1", ResultConfiguration = new { OutputLocation = "s3://shop/out/" } }
                )
        ).Body["QueryExecutionId"]!.ToString();
        await _lake.Server.Services.Runner.WhenEnded(id);
        var status = (await Signed().AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body[
            "QueryExecution"
        ]!["Status"]!;

        (start.Error, start.Message).ShouldBe(
            ("InvalidRequestException", "Unable to verify/create output bucket shop")
        );
        status["StateChangeReason"]!
            .ToString()
            .ShouldStartWith("Access denied when writing output to url: s3://shop/out/ .");
    }

    [Fact]
    public async Task Statement_RunsWithTheRightsOfWhoeverSentIt()
    {
        Give(
            """{"Effect":"Allow","Action":["athena:*","s3:*"],"Resource":"*"}""",
            """{"Effect":"Allow","Action":"glue:*","Resource":["*"]}""",
            """{"Effect":"Deny","Action":"glue:GetTable","Resource":"arn:aws:glue:*:*:table/log_db/secret"}"""
        );
        _lake.Engine.Run = (request, _) =>
        {
            request.Demand(new CatalogAccess("glue:GetTable", "log_db", "secret"));
            return Task.FromResult(StatementResult.None);
        };

        (await ReasonAsync(_lake.Signed())).ShouldBeNull();
        (await ReasonAsync(Signed())).ShouldBe(
            $"Insufficient permissions to execute the query. {User} glue:GetTable on resource: arn:aws:glue:ap-northeast-2:000000000000:table/log_db/secret with an explicit deny in an identity-based policy"
        );
    }

    [Fact]
    public async Task S3_NotAllowed_IsRefusedWithTheResourceInQuotationMarks()
    {
        await RefusedAsync(s3 => s3.GetObjectAsync("shop", "a.json"), "s3:GetObject", "shop/a.json");
        await RefusedAsync(s3 => s3.ListObjectsV2Async(new() { BucketName = "shop" }), "s3:ListBucket", "shop");
        await RefusedAsync(
            s3 =>
                s3.PutObjectAsync(
                    new()
                    {
                        BucketName = "shop",
                        Key = "b.json",
                        ContentBody = "x",
                    }
                ),
            "s3:PutObject",
            "shop/b.json"
        );
        await RefusedAsync(s3 => s3.DeleteObjectAsync("shop", "a.json"), "s3:DeleteObject", "shop/a.json");
        await RefusedAsync(s3 => s3.GetBucketLocationAsync("shop"), "s3:GetBucketLocation", "shop");
        await RefusedAsync(s3 => s3.InitiateMultipartUploadAsync("shop", "b.json"), "s3:PutObject", "shop/b.json");
        File.Exists(Path.Combine(_lake.Lake, "shop", "a.json")).ShouldBeTrue();
        File.Exists(Path.Combine(_lake.Lake, "shop", "b.json")).ShouldBeFalse();
    }

    [Fact]
    public async Task S3_ObjectThatIsNotThere_IsToldOnlyToThoseWhoMayList()
    {
        Give("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}""");
        await RefusedAsync(s3 => s3.GetObjectAsync("shop", "nothing"), "s3:ListBucket", "shop");

        Give("""{"Effect":"Allow","Action":["s3:GetObject","s3:ListBucket"],"Resource":"*"}""");
        (
            await Should.ThrowAsync<AmazonS3Exception>(() => _lake.S3(Session()).GetObjectAsync("shop", "nothing"))
        ).ErrorCode.ShouldBe("NoSuchKey");
    }

    [Fact]
    public async Task S3_CopyAndDeleteMany_LookAtEachObject()
    {
        Give(
            """{"Effect":"Allow","Action":["s3:PutObject","s3:DeleteObject"],"Resource":"arn:aws:s3:::shop/mine/*"}"""
        );

        await RefusedAsync(
            s3 => s3.CopyObjectAsync("shop", "a.json", "shop", "mine/a.json"),
            "s3:GetObject",
            "shop/a.json"
        );
        var deleted = await Should.ThrowAsync<DeleteObjectsException>(() =>
            _lake
                .S3(Session())
                .DeleteObjectsAsync(
                    new() { BucketName = "shop", Objects = [new() { Key = "a.json" }, new() { Key = "mine/b.json" }] }
                )
        );
        deleted.Response.DeletedObjects.ConvertAll(o => o.Key).ShouldBe(["mine/b.json"]);
        deleted.Response.DeleteErrors.ConvertAll(e => (e.Key, e.Code)).ShouldBe([("a.json", "AccessDenied")]);
    }

    [Fact]
    public async Task S3_WriteWithTags_NeedsTheRightToTag()
    {
        Give("""{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"}""");
        List<Amazon.S3.Model.Tag> tags = [new() { Key = "colour", Value = "red" }];
        var put = new Amazon.S3.Model.PutObjectRequest
        {
            BucketName = "shop",
            Key = "b.json",
            ContentBody = "x",
        };
        var upload = new Amazon.S3.Model.InitiateMultipartUploadRequest { BucketName = "shop", Key = "b.json" };
        await _lake.S3(Session()).PutObjectAsync(put);
        (put.TagSet, upload.TagSet) = (tags, tags);

        await RefusedAsync(s3 => s3.PutObjectAsync(put), "s3:PutObjectTagging", "shop/b.json");
        await RefusedAsync(s3 => s3.InitiateMultipartUploadAsync(upload), "s3:PutObjectTagging", "shop/b.json");
    }

    [Fact]
    public async Task S3_ListWithACondition_HoldsThePrefixToIt()
    {
        Give(
            """{"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::shop","Condition":{"StringLike":{"s3:prefix":"mine/*"}}}"""
        );

        (
            await _lake.S3(Session()).ListObjectsV2Async(new() { BucketName = "shop", Prefix = "mine/x" })
        ).KeyCount.ShouldBe(0);
        await RefusedAsync(
            s3 => s3.ListObjectsV2Async(new() { BucketName = "shop", Prefix = "other/" }),
            "s3:ListBucket",
            "shop"
        );
        await RefusedAsync(s3 => s3.ListObjectsV2Async(new() { BucketName = "shop" }), "s3:ListBucket", "shop");
    }

    [Fact]
    public async Task S3_SecondSubresource_GivesNoRightOfAnother()
    {
        // Which operation it is and which right it needs must be told by the same parameter.
        Give(
            """{"Effect":"Allow","Action":["s3:GetLifecycleConfiguration","s3:GetBucketVersioning"],"Resource":"*"}"""
        );
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(_lake.Server.Endpoint, "shop?lifecycle=&list-type=2&versioning=")
        );

        using var answer = await Signed().SendAsync(request, "s3");

        (await answer.Content.ReadAsStringAsync()).ShouldContain("s3:ListBucket");
    }

    [Fact]
    public async Task SessionPolicy_NarrowsTheRole()
    {
        Give("""{"Effect":"Allow","Action":"s3:*","Resource":"*"}""");
        _keys = (
            await _lake
                .Sts()
                .AssumeRoleAsync(
                    new()
                    {
                        RoleArn = "arn:aws:iam::000000000000:role/reader",
                        RoleSessionName = "run-1",
                        Policy = Policy(
                            """{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::shop/*"}"""
                        ),
                    }
                )
        ).Credentials;

        (await _lake.S3(Session()).GetObjectAsync("shop", "a.json")).ContentLength.ShouldBe(2);
        (
            await Should.ThrowAsync<AmazonS3Exception>(() =>
                _lake.S3(Session()).ListObjectsV2Async(new() { BucketName = "shop" })
            )
        ).Message.ShouldBe(
            $"{User} s3:ListBucket on resource: \"arn:aws:s3:::shop\" because no session policy allows the s3:ListBucket action"
        );
    }

    private static string Policy(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    private void Give(params string[] statements) => _lake.Server.PutRole(TestRoles.Of("reader", Policy(statements)));

    private Amazon.Runtime.SessionAWSCredentials Session() =>
        new(_keys.AccessKeyId, _keys.SecretAccessKey, _keys.SessionToken);

    private SignedClient Signed()
    {
        var client = _lake.Signed();
        (client.AccessKeyId, client.Secret, client.SessionToken) = (
            _keys.AccessKeyId,
            _keys.SecretAccessKey,
            _keys.SessionToken
        );
        return client;
    }

    private async Task<string?> ReasonAsync(SignedClient client)
    {
        var id = (
            await client.AthenaAsync(
                "StartQueryExecution",
                new { QueryString = "SELECT 1", ResultConfiguration = new { OutputLocation = "s3://shop/out/" } }
            )
        ).Body["QueryExecutionId"]!.ToString();
        await _lake.Server.Services.Runner.WhenEnded(id);
        return (string?)
            (await client.AthenaAsync("GetQueryExecution", new { QueryExecutionId = id })).Body["QueryExecution"]![
                "Status"
            ]!["StateChangeReason"];
    }

    private async Task RefusedAsync(Func<AmazonS3Client, Task> call, string action, string resource)
    {
        var e = await Should.ThrowAsync<AmazonS3Exception>(() => call(_lake.S3(Session())));

        ((int)e.StatusCode, e.ErrorCode).ShouldBe((403, "AccessDenied"));
        e.Message.ShouldBe(
            $"{User} {action} on resource: \"arn:aws:s3:::{resource}\" because no identity-based policy allows the {action} action"
        );
    }
}
