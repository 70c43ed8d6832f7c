using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SecurityToken;
using LocalAws.Faults;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.Faults;

/// <summary>What each fault does to a request, as a client sees it.</summary>
public sealed class RequestFaultTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();
    private int _stops;
    private AmazonS3Client _s3 = null!;
    private SignedClient _aws = null!;

    public async Task InitializeAsync()
    {
        _lake.Options = _lake.Options with
        {
            Stop = () => _stops++,
            Roles = [TestRoles.Of("reader", TestRoles.Everything)],
        };
        await _lake.InitializeAsync();
        _s3 = _lake.S3();
        _aws = _lake.Signed();
        await _s3.PutBucketAsync("shop");
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData(FaultKind.Throttle, 400, "ThrottlingException")]
    [InlineData(FaultKind.InternalError, 500, "InternalServiceException")]
    [InlineData(FaultKind.Unavailable, 503, "ServiceUnavailableException")]
    [InlineData(FaultKind.ExpireCredentials, 400, "ExpiredTokenException")]
    public async Task Glue_Refused_HasItsOwnForm(FaultKind fault, int status, string code)
    {
        Use(
            new()
            {
                Fault = fault,
                Service = "glue",
                Nth = 1,
            }
        );

        var refused = await _aws.GlueAsync("GetDatabases", new { });

        (refused.Status, refused.Error).ShouldBe((status, code));
        (await _aws.GlueAsync("GetDatabases", new { })).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(FaultKind.Throttle, 503, "SlowDown")]
    [InlineData(FaultKind.InternalError, 500, "InternalError")]
    [InlineData(FaultKind.Unavailable, 503, "ServiceUnavailable")]
    [InlineData(FaultKind.ExpireCredentials, 400, "ExpiredToken")]
    public async Task S3_Refused_HasItsOwnForm(FaultKind fault, int status, string code)
    {
        Use(
            new()
            {
                Fault = fault,
                Operation = "ListObjectsV2",
                Nth = 1,
            }
        );

        var refused = await Should.ThrowAsync<AmazonS3Exception>(() =>
            _s3.ListObjectsV2Async(new() { BucketName = "shop" })
        );

        ((int)refused.StatusCode, refused.ErrorCode).ShouldBe((status, code));
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" })).KeyCount.ShouldBe(0);
    }

    [Fact]
    public async Task Sts_Throttled_HasItsOwnForm()
    {
        Use(new() { Fault = FaultKind.Throttle, Service = "sts" });

        var refused = await Should.ThrowAsync<AmazonSecurityTokenServiceException>(() =>
            _lake.Sts().GetCallerIdentityAsync(new())
        );

        refused.ErrorCode.ShouldBe("Throttling");
    }

    [Fact]
    public async Task Athena_ErrorOfOnesOwn_IsGivenAsSaid()
    {
        Use(
            new()
            {
                Fault = FaultKind.Error,
                Operation = "StartQueryExecution",
                Code = "TooManyRequestsException",
                Message = "Later.",
                Status = 400,
            }
        );

        var refused = await _aws.AthenaAsync("StartQueryExecution", new { QueryString = "SELECT 1" });

        (refused.Status, refused.Error, refused.Message, refused.Body["Reason"]!.ToString()).ShouldBe(
            (400, "TooManyRequestsException", "Later.", "CONCURRENT_QUERY_LIMIT_EXCEEDED")
        );
    }

    [Fact]
    public async Task Session_Expired_StaysExpiredWhileANewOneWorks()
    {
        var session = await AssumeAsync();
        Use(
            new()
            {
                Fault = FaultKind.ExpireCredentials,
                Service = "s3",
                Nth = 2,
            }
        );
        await session.ListBucketsAsync();

        (await Should.ThrowAsync<AmazonS3Exception>(() => session.ListBucketsAsync())).ErrorCode.ShouldBe(
            "ExpiredToken"
        );

        (await Should.ThrowAsync<AmazonS3Exception>(() => session.ListBucketsAsync())).ErrorCode.ShouldBe(
            "ExpiredToken"
        );
        (await (await AssumeAsync()).ListBucketsAsync()).Buckets.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Drop_Request_IsNotCarriedOut()
    {
        Use(new() { Fault = FaultKind.Drop, Operation = "PutObject" });

        await LostAsync(() => Put("x", "hello"));

        File.Exists(Path.Combine(_lake.Lake, "shop", "x")).ShouldBeFalse();
    }

    [Fact]
    public async Task LoseAnswer_Request_IsCarriedOutAllTheSame()
    {
        Use(
            new()
            {
                Fault = FaultKind.LoseAnswer,
                Operation = "PutObject",
                Target = "shop/x",
            }
        );

        await LostAsync(() => Put("x", "hello"));

        (await File.ReadAllTextAsync(Path.Combine(_lake.Lake, "shop", "x"))).ShouldBe("hello");
        await Put("y", "untouched");
    }

    [Fact]
    public async Task LoseAnswer_OfAJsonService_LosesItToo()
    {
        Use(
            new()
            {
                Fault = FaultKind.LoseAnswer,
                Target = "twice",
                Nth = 1,
            }
        );
        var create = () => _aws.GlueAsync("CreateDatabase", new { DatabaseInput = new { Name = "twice" } });

        await Should.ThrowAsync<HttpRequestException>(create);

        (await create()).Error.ShouldBe("AlreadyExistsException");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(0)]
    public async Task HalfAnswer_Object_BreaksOffWithinIt(double fraction)
    {
        await Put("x", new string('x', 100_000));
        Use(
            new()
            {
                Fault = FaultKind.HalfAnswer,
                Operation = "GetObject",
                Fraction = fraction,
            }
        );

        var received = 0;
        await Should.ThrowAsync<Exception>(async () =>
        {
            using var got = await _s3.GetObjectAsync("shop", "x");
            var buffer = new byte[4096];
            for (int read; (read = await got.ResponseStream.ReadAsync(buffer)) > 0; )
                received += read;
        });

        received.ShouldBe((int)(100_000 * fraction));
    }

    [Fact]
    public async Task SlowAnswer_Object_TakesItsTime()
    {
        await Put("x", new string('x', 50_000));
        Use(
            new()
            {
                Fault = FaultKind.SlowAnswer,
                Operation = "GetObject",
                Seconds = 30,
            }
        );
        var call = _s3.GetObjectAsync("shop", "x");

        var passed = TimeSpan.Zero;
        for (var piece = 0; piece < 10; piece++)
            passed += await _lake.Time.PassNextAsync();
        using var got = await call;

        (await new StreamReader(got.ResponseStream).ReadToEndAsync()).Length.ShouldBe(50_000);
        passed.ShouldBe(TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(10));
    }

    [Fact]
    public async Task Delay_Request_WaitsAndThenWorks()
    {
        Use(new() { Fault = FaultKind.Delay, Seconds = 60 });

        var call = _s3.ListBucketsAsync();
        var passed = await _lake.Time.PassNextAsync();

        (await call).Buckets.Count.ShouldBe(1);
        passed.ShouldBe(TimeSpan.FromSeconds(60));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Stop_AtTheNthRequest_EndsTheProcessBeforeOrAfterIt(bool carriedOut)
    {
        // HTTP clients send a request again when a connection that they had used before breaks: a process that has
        // stopped answers that no more.
        Use(
            new()
            {
                Fault = FaultKind.Stop,
                Operation = "PutObject",
                Nth = 2,
                CarriedOut = carriedOut,
            },
            new() { Fault = FaultKind.Drop, Target = "shop/two" }
        );
        await Put("one", "1");
        _stops.ShouldBe(0);

        await LostAsync(() => Put("two", "2"));

        _stops.ShouldBe(1);
        File.Exists(Path.Combine(_lake.Lake, "shop", "two")).ShouldBe(carriedOut);
    }

    [Fact]
    public async Task DeleteErrors_OfAThousandKeys_KeepsTheseAndDeletesTheRest()
    {
        foreach (var i in Enumerable.Range(0, 100))
            await File.WriteAllTextAsync(Path.Combine(_lake.Lake, "shop", $"{(i < 50 ? "a" : "b")}{i:00}"), "x");
        Use(
            new()
            {
                Fault = FaultKind.DeleteErrors,
                Target = "shop/a*",
                Fraction = 0.5,
                Code = "AccessDenied",
                Message = "Access Denied",
            }
        );
        var request = new DeleteObjectsRequest
        {
            BucketName = "shop",
            Objects =
            [
                .. Enumerable.Range(0, 100).Select(i => new KeyVersion { Key = $"{(i < 50 ? "a" : "b")}{i:00}" }),
            ],
        };

        var refused = await Should.ThrowAsync<DeleteObjectsException>(() => _s3.DeleteObjectsAsync(request));

        var errors = refused.Response.DeleteErrors;
        errors.Count.ShouldBeInRange(10, 40);
        errors.ShouldAllBe(e => e.Key.StartsWith('a') && e.Code == "AccessDenied");
        refused.Response.DeletedObjects.Count.ShouldBe(100 - errors.Count);
        Directory
            .EnumerateFiles(Path.Combine(_lake.Lake, "shop"))
            .Select(Path.GetFileName)
            .Order()
            .ShouldBe(errors.Select(e => e.Key).Order());
    }

    [Fact]
    public async Task SmallPages_OfS3_AreFollowedToTheEnd()
    {
        foreach (var key in (string[])["a", "b", "c", "d", "e"])
            await Put(key, key);
        Use(new() { Fault = FaultKind.SmallPages, PageSize = 2 });

        var first = await _s3.ListObjectsV2Async(new() { BucketName = "shop" });
        var keys = new List<string>();
        await foreach (var found in _s3.Paginators.ListObjectsV2(new() { BucketName = "shop" }).S3Objects)
            keys.Add(found.Key);

        (first.KeyCount, first.MaxKeys, first.IsTruncated).ShouldBe((2, 1000, true));
        keys.ShouldBe(["a", "b", "c", "d", "e"]);
    }

    [Fact]
    public async Task SmallPages_OfAJsonService_HaveTokens()
    {
        await _aws.GlueAsync("CreateDatabase", new { DatabaseInput = new { Name = "shop" } });
        Use(new() { Fault = FaultKind.SmallPages, Operation = "GetDatabases" });

        var first = await _aws.GlueAsync("GetDatabases", new { MaxResults = 50 });
        var second = await _aws.GlueAsync("GetDatabases", new { NextToken = first.Body["NextToken"]!.ToString() });

        first.Body["DatabaseList"]!.AsArray().Count.ShouldBe(1);
        second.Body["DatabaseList"]![0]!["Name"]!.ToString().ShouldBe("shop");
        second.Body["NextToken"].ShouldBeNull();
    }

    private void Use(FaultRule rule, FaultRule? second = null) =>
        _lake.Server.Faults.Use(new() { Seed = 1, Rules = second is null ? [rule] : [rule, second] });

    private Task Put(string key, string text) =>
        _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = key,
                ContentBody = text,
            }
        );

    private static async Task LostAsync(Func<Task> call)
    {
        var lost = await Should.ThrowAsync<Exception>(call);
        (lost is AmazonServiceException refused && (int)refused.StatusCode > 0).ShouldBeFalse("there was an answer");
    }

    private async Task<AmazonS3Client> AssumeAsync()
    {
        var assumed = await _lake
            .Sts()
            .AssumeRoleAsync(new() { RoleArn = "arn:aws:iam::000000000000:role/reader", RoleSessionName = "test" });
        return _lake.S3(assumed.Credentials);
    }
}
