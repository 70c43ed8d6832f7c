namespace LocalAws.Tests.Clients;

/// <summary><c>aws s3</c> and <c>aws s3api</c>. Each case has a bucket of its own.</summary>
public sealed class AwsCliS3Tests(AwsCli cli) : IClassFixture<AwsCli>
{
    [AwsCliFact]
    public async Task S3Mb_NewBucket_IsAFolderThatLsShowsAndRbRemoves()
    {
        await cli.RunAsync("s3", "mb", "s3://made-by-cli");
        Directory.Exists(Path.Combine(cli.Lake, "made-by-cli")).ShouldBeTrue();
        (await cli.RunAsync("s3", "ls")).ShouldContain("made-by-cli");
        await cli.RunAsync("s3", "rb", "s3://made-by-cli");
        Directory.Exists(Path.Combine(cli.Lake, "made-by-cli")).ShouldBeFalse();
    }

    [AwsCliFact]
    public async Task S3Cp_UpAndDown_IsTheSameFile()
    {
        var bucket = Bucket("cp");
        var file = await cli.WriteAsync("cp/in 상품.txt", "hello");
        await cli.RunAsync("s3", "cp", file, $"s3://{bucket}/a b/in 상품.txt");
        await cli.RunAsync("s3", "cp", $"s3://{bucket}/a b/in 상품.txt", Path.Combine(cli.Work, "cp/out.txt"));
        (await File.ReadAllTextAsync(Path.Combine(cli.Work, "cp/out.txt"))).ShouldBe("hello");
        (await File.ReadAllTextAsync(Path.Combine(cli.Lake, bucket, "a b/in 상품.txt"))).ShouldBe("hello");
    }

    [AwsCliFact]
    public async Task S3Cp_LargeFile_GoesInPartsBothWaysAndFromBucketToBucket()
    {
        var bucket = Bucket("large");
        var body = new byte[20 * 1024 * 1024];
        new Random(1).NextBytes(body);
        await File.WriteAllBytesAsync(Path.Combine(cli.Work, "large.bin"), body);
        await cli.RunAsync("s3", "cp", "large.bin", $"s3://{bucket}/one", "--only-show-errors");
        await cli.RunAsync("s3", "cp", $"s3://{bucket}/one", $"s3://{bucket}/two", "--only-show-errors");
        await cli.RunAsync("s3", "cp", $"s3://{bucket}/two", "back.bin", "--only-show-errors");
        (await File.ReadAllBytesAsync(Path.Combine(cli.Work, "back.bin"))).ShouldBe(body);
    }

    [AwsCliFact]
    public async Task S3Cp_Recursive_TakesWhatIsIncluded()
    {
        var bucket = Bucket("recursive");
        foreach (var name in (string[])["tree/a.json", "tree/b.txt", "tree/in/c.json"])
            await cli.WriteAsync(name, name);
        await cli.RunAsync(
            "s3",
            "cp",
            "tree",
            $"s3://{bucket}/t",
            "--recursive",
            "--exclude",
            "*",
            "--include",
            "*.json"
        );
        Files(bucket).ShouldBe(["t/a.json", "t/in/c.json"]);
    }

    [AwsCliFact]
    public async Task S3Cp_OfWhatIsNotThere_Is404()
    {
        var bucket = Bucket("missing");
        (await cli.RefusedAsync("s3", "cp", $"s3://{bucket}/nobody", "nobody")).ShouldContain("(404)");
    }

    [AwsCliFact]
    public async Task S3Ls_FoldersAndObjects_AreToldApart()
    {
        var bucket = Bucket("ls", "top.txt", "year=2025/month=01/x.json");
        var listed = await cli.RunAsync("s3", "ls", $"s3://{bucket}/");
        listed.ShouldContain("PRE year=2025/");
        listed.ShouldMatch(@"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +7 top\.txt");
        (await cli.RunAsync("s3", "ls", $"s3://{bucket}", "--recursive", "--summarize")).ShouldContain(
            "Total Objects: 2"
        );
    }

    [AwsCliFact]
    public async Task S3Ls_BucketThatIsNotThere_IsNoSuchBucket() =>
        (await cli.RefusedAsync("s3", "ls", "s3://nobody-s-bucket")).ShouldContain("NoSuchBucket");

    [AwsCliFact]
    public async Task S3Mv_WithinABucket_IsThereAndNoLongerHere()
    {
        var bucket = Bucket("mv", "from/x", "from/y");
        await cli.RunAsync("s3", "mv", $"s3://{bucket}/from", $"s3://{bucket}/to", "--recursive");
        Files(bucket).ShouldBe(["to/x", "to/y"]);
    }

    [AwsCliFact]
    public async Task S3Rm_Recursive_RemovesWhatHasThePrefix()
    {
        var bucket = Bucket("rm", "a/1", "a/2", "b/1");
        await cli.RunAsync("s3", "rm", $"s3://{bucket}/a/", "--recursive");
        Files(bucket).ShouldBe(["b/1"]);
    }

    [AwsCliFact]
    public async Task S3Sync_UpTwice_SendsNothingTheSecondTime()
    {
        var bucket = Bucket("sync");
        foreach (var name in (string[])["up/1", "up/2", "up/deep/3"])
            await cli.WriteAsync(name, name);
        (await cli.RunAsync("s3", "sync", "up", $"s3://{bucket}/up"))
            .Split('\n')
            .Count(l => l.Contains("upload:", StringComparison.Ordinal))
            .ShouldBe(3);
        (await cli.RunAsync("s3", "sync", "up", $"s3://{bucket}/up")).ShouldBeEmpty();
    }

    [AwsCliFact]
    public async Task S3Sync_DownWithDelete_MakesTheFolderTheSame()
    {
        var bucket = Bucket("down", "d/1", "d/2");
        await cli.WriteAsync("down/old", "old");
        await cli.RunAsync("s3", "sync", $"s3://{bucket}/d", "down", "--delete");
        Directory.EnumerateFiles(Path.Combine(cli.Work, "down")).Select(Path.GetFileName).Order().ShouldBe(["1", "2"]);
    }

    [AwsCliFact]
    public async Task S3Presign_Url_IsReadWithoutCredentials()
    {
        var bucket = Bucket("presign", "x y.txt");
        var url = (await cli.RunAsync("s3", "presign", $"s3://{bucket}/x y.txt")).Trim();
        using var http = new HttpClient();
        (await http.GetStringAsync(new Uri(url))).ShouldBe("x y.txt");
    }

    [AwsCliFact]
    public async Task S3Rb_Force_RemovesTheBucketWithItsObjects()
    {
        var bucket = Bucket("force", "a/1", "b");
        await cli.RunAsync("s3", "rb", $"s3://{bucket}", "--force");
        Directory.Exists(Path.Combine(cli.Lake, bucket)).ShouldBeFalse();
    }

    [AwsCliFact]
    public async Task S3ApiPutObject_FolderMarker_IsListed()
    {
        var bucket = Bucket("marker");
        await cli.RunAsync("s3api", "put-object", "--bucket", bucket, "--key", "folder/");
        (await cli.JsonAsync("s3api", "list-objects-v2", "--bucket", bucket))["Contents"]![0]!["Key"]!
            .ToString()
            .ShouldBe("folder/");
    }

    [AwsCliFact]
    public async Task S3ApiHeadObject_Metadata_ComesBack()
    {
        var bucket = Bucket("head");
        var file = await cli.WriteAsync("head/x", "x");
        await cli.RunAsync("s3", "cp", file, $"s3://{bucket}/x", "--content-type", "text/csv", "--metadata", "one=1");
        var head = await cli.JsonAsync("s3api", "head-object", "--bucket", bucket, "--key", "x");
        (
            head["ContentType"]!.ToString(),
            head["Metadata"]!["one"]!.ToString(),
            head["ContentLength"]!.GetValue<int>()
        ).ShouldBe(("text/csv", "1", 1));
    }

    [AwsCliFact]
    public async Task S3ApiGetObject_Range_IsThatPart()
    {
        var bucket = Bucket("range", "0123456789");
        await cli.RunAsync(
            "s3api",
            "get-object",
            "--bucket",
            bucket,
            "--key",
            "0123456789",
            "--range",
            "bytes=2-4",
            "range.out"
        );
        (await File.ReadAllTextAsync(Path.Combine(cli.Work, "range.out"))).ShouldBe("234");
    }

    [AwsCliFact]
    public async Task S3ApiListObjectsV2_SmallPages_AreAllFollowed()
    {
        var bucket = Bucket("pages", [.. Enumerable.Range(0, 25).Select(i => $"p/{i:00}")]);
        (await cli.JsonAsync("s3api", "list-objects-v2", "--bucket", bucket, "--page-size", "10"))["Contents"]!
            .AsArray()
            .Count.ShouldBe(25);
        (await cli.JsonAsync("s3api", "list-objects", "--bucket", bucket, "--page-size", "10"))["Contents"]!
            .AsArray()
            .Count.ShouldBe(25);
    }

    [AwsCliFact]
    public async Task S3ApiDeleteObjects_Keys_AreGone()
    {
        var bucket = Bucket("delete", "a", "b", "c");
        var answer = await cli.JsonAsync(
            "s3api",
            "delete-objects",
            "--bucket",
            bucket,
            "--delete",
            """{"Objects":[{"Key":"a"},{"Key":"b"}]}"""
        );
        answer["Deleted"]!.AsArray().Count.ShouldBe(2);
        Files(bucket).ShouldBe(["c"]);
    }

    [AwsCliFact]
    public async Task S3ApiLifecycle_PutGetDelete_IsKeptAndForgotten()
    {
        var bucket = Bucket("lifecycle");
        const string Rules =
            """{"Rules":[{"ID":"old","Status":"Enabled","Filter":{"Prefix":"tmp/"},"Expiration":{"Days":7}}]}""";
        await cli.RunAsync(
            "s3api",
            "put-bucket-lifecycle-configuration",
            "--bucket",
            bucket,
            "--lifecycle-configuration",
            Rules
        );
        (await cli.JsonAsync("s3api", "get-bucket-lifecycle-configuration", "--bucket", bucket))["Rules"]![0]![
            "Expiration"
        ]!["Days"]!
            .GetValue<int>()
            .ShouldBe(7);
        await cli.RunAsync("s3api", "delete-bucket-lifecycle", "--bucket", bucket);
        (await cli.RefusedAsync("s3api", "get-bucket-lifecycle-configuration", "--bucket", bucket)).ShouldContain(
            "NoSuchLifecycleConfiguration"
        );
    }

    [AwsCliFact]
    public async Task S3ApiGetBucketLocation_AnyBucket_IsTheRegion() =>
        (await cli.JsonAsync("s3api", "get-bucket-location", "--bucket", Bucket("location")))["LocationConstraint"]!
            .ToString()
            .ShouldBe("ap-northeast-2");

    // A folder of the lake is a bucket, and a file in it an object whose text is its own key.
    private string Bucket(string name, params string[] keys)
    {
        var folder = Directory.CreateDirectory(Path.Combine(cli.Lake, "cli-" + name));
        foreach (var key in keys)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(folder.FullName, key))!);
            File.WriteAllText(Path.Combine(folder.FullName, key), key);
        }

        return folder.Name;
    }

    private string[] Files(string bucket) =>
        [
            .. Directory
                .EnumerateFiles(Path.Combine(cli.Lake, bucket), "*", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(Path.Combine(cli.Lake, bucket), f))
                .Order(StringComparer.Ordinal),
        ];
}
