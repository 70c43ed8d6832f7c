using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using LocalAws.Tests.Fuzzing;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

public sealed class ObjectTests : IAsyncLifetime
{
    private readonly TestLake _lake = new();

    [Fact]
    public async Task PutObject_IfNoneMatchByMany_IsMadeByOne()
    {
        var puts = Enumerable
            .Range(0, 20)
            .Select(async i =>
            {
                try
                {
                    await _s3.PutObjectAsync(
                        new()
                        {
                            BucketName = "shop",
                            Key = "once",
                            ContentBody = $"{i}",
                            IfNoneMatch = "*",
                        }
                    );
                    return $"{i}";
                }
                catch (AmazonS3Exception e) when (e.ErrorCode == "PreconditionFailed")
                {
                    return null;
                }
            });

        var made = (await Task.WhenAll(puts)).Where(m => m is not null);

        (await File.ReadAllTextAsync(Path.Combine(_lake.Lake, "shop", "once"))).ShouldBe(made.ShouldHaveSingleItem());
    }

    [Theory]
    [InlineData("a b", "a b")]
    [InlineData("ü", "=?UTF-8?B?w7w=?=")]
    public async Task PutObject_Metadata_ComesBackAsS3EncodesIt(string sent, string received)
    {
        var request = new FuzzRequest
        {
            Surface = "s3",
            Method = "PUT",
            Target = "/shop/named",
            Service = "s3",
        };
        request.Headers["x-amz-meta-note"] = sent;
        (await request.SendAsync(_lake.Server)).ShouldStartWith("HTTP/1.1 200");

        (await _s3.GetObjectMetadataAsync("shop", "named")).Metadata["note"].ShouldBe(received);
    }

    private AmazonS3Client _s3 = null!;

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        _s3 = _lake.S3();
        await _s3.PutBucketAsync(new PutBucketRequest { BucketName = "shop" });
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Theory]
    [InlineData("plain.txt")]
    [InlineData("year=2025/month=10/a b+c&d=e%20.json")]
    [InlineData("상품/🛒 'quoted' \"twice\"/(1)*!~.txt")]
    public async Task PutObject_AnyKey_IsThatFileAndComesBack(string key)
    {
        var put = await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = key,
                ContentBody = "hello",
                ContentType = "text/plain",
            }
        );

        put.ETag.ShouldBe($"\"{Convert.ToHexStringLower(MD5.HashData("hello"u8))}\"");
        (await File.ReadAllTextAsync(Path.Combine(_lake.Lake, "shop", key))).ShouldBe("hello");
        using var got = await _s3.GetObjectAsync("shop", key);
        (await Text(got)).ShouldBe("hello");
        got.Headers.ContentType.ShouldBe("text/plain");
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" }))
            .S3Objects.ShouldHaveSingleItem()
            .Key.ShouldBe(key);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PutObject_SignedInChunksOrWhole_IsVerifiedAndStored(bool chunked)
    {
        var body = RandomNumberGenerator.GetBytes(300_000);

        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "x.bin",
                InputStream = new MemoryStream(body),
                UseChunkEncoding = chunked,
            }
        );

        (await File.ReadAllBytesAsync(Path.Combine(_lake.Lake, "shop", "x.bin"))).ShouldBe(body);
    }

    [Theory]
    [InlineData("4\r\nabcd\r\n3\r\nefg\r\n0\r\nx-amz-checksum-crc32:MSpqpg==\r\n\r\n", "")]
    [InlineData("4\r\nabcd\r\n3\r\nefg\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n", "BadDigest")]
    [InlineData("4\r\nabcd\r\n3\r\nef", "IncompleteBody")]
    [InlineData("zz\r\nabcd\r\n", "IncompleteBody")]
    [InlineData("4\r\nabcd\r\n0\r\nx-amz-checksum-crc32:7YLNEQ==\r\n\r\n", "IncompleteBody")]
    public async Task PutObject_UnsignedChunksWithTrailer_AreCheckedAgainstIt(string wire, string refusal)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_lake.Server.Endpoint, "shop/chunked"))
        {
            Content = new StringContent(wire),
        };
        request.Headers.Add("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        request.Headers.Add("x-amz-decoded-content-length", "7");
        request.Headers.Add("x-amz-trailer", "x-amz-checksum-crc32");

        using var answer = await _lake.Signed().SendAsync(request, "s3");

        (await answer.Content.ReadAsStringAsync()).ShouldContain(refusal);
        answer.IsSuccessStatusCode.ShouldBe(refusal.Length == 0);
        File.Exists(Path.Combine(_lake.Lake, "shop", "chunked")).ShouldBe(refusal.Length == 0);
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task PutObject_WithChecksum_IsCheckedAndGivenBack(string algorithm)
    {
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "c",
                ContentBody = "123456789",
                ChecksumAlgorithm = new(algorithm),
            }
        );

        using var got = await _s3.GetObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "c",
                ChecksumMode = ChecksumMode.ENABLED,
            }
        );

        (await Text(got)).ShouldBe("123456789");
        ((string?[])[got.ChecksumCRC32, got.ChecksumSHA1, got.ChecksumSHA256]).Count(c => c is not null).ShouldBe(1);
    }

    [Theory]
    [InlineData(2, 4, "234")]
    [InlineData(7, 100, "789")]
    public async Task GetObject_Range_GivesThatPart(long from, long to, string expected)
    {
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "r",
                ContentBody = "0123456789",
            }
        );

        using var got = await _s3.GetObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "r",
                ByteRange = new(from, to),
            }
        );

        got.HttpStatusCode.ShouldBe(HttpStatusCode.PartialContent);
        got.ContentRange.ShouldBe($"bytes {from}-{Math.Min(to, 9)}/10");
        (await Text(got)).ShouldBe(expected);
    }

    [Fact]
    public async Task GetObject_Refusals_AreS3s()
    {
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "dir/r",
                ContentBody = "0123456789",
            }
        );

        (await Refusal(() => _s3.GetObjectAsync("shop", "none"))).ShouldBe((HttpStatusCode.NotFound, "NoSuchKey"));
        (await Refusal(() => _s3.GetObjectAsync("shop", "dir"))).ShouldBe((HttpStatusCode.NotFound, "NoSuchKey"));
        (await Refusal(() => _s3.GetObjectAsync("shop", "dir/r/deeper"))).ShouldBe(
            (HttpStatusCode.NotFound, "NoSuchKey")
        );
        (await Refusal(() => _s3.GetObjectAsync("nobucket", "x"))).ShouldBe((HttpStatusCode.NotFound, "NoSuchBucket"));
        (
            await Refusal(() =>
                _s3.GetObjectAsync(
                    new()
                    {
                        BucketName = "shop",
                        Key = "dir/r",
                        ByteRange = new(10, 20),
                    }
                )
            )
        ).ShouldBe((HttpStatusCode.RequestedRangeNotSatisfiable, "InvalidRange"));
        (
            await Refusal(() =>
                _s3.PutObjectAsync(
                    new()
                    {
                        BucketName = "shop",
                        Key = "dir/r",
                        ContentBody = "x",
                        IfNoneMatch = "*",
                    }
                )
            )
        ).ShouldBe((HttpStatusCode.PreconditionFailed, "PreconditionFailed"));
    }

    [Theory]
    [InlineData("folder/")]
    [InlineData("a//b")]
    [InlineData("dir/r/below-a-file")]
    [InlineData("dir")]
    public async Task PutObject_KeyThatNoFileCanHave_IsRefusedAndLeavesNothing(string key)
    {
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "dir/r",
                ContentBody = "here",
            }
        );

        (
            await Refusal(() =>
                _s3.PutObjectAsync(
                    new()
                    {
                        BucketName = "shop",
                        Key = key,
                        ContentBody = "x",
                    }
                )
            )
        ).Code.ShouldBe("NotImplemented");

        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" })).S3Objects.Select(o => o.Key).ShouldBe(["dir/r"]);
        Directory.EnumerateFileSystemEntries(Path.Combine(_lake.Lake, ".localaws", "tmp")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/shop/%2E%2E/%2E%2E/escaped")]
    [InlineData("/shop/..%2F..%2Fescaped")]
    [InlineData("/.localaws/keys.json")]
    [InlineData("/..%2Fx/escaped")]
    public async Task AnyRequest_PathTrick_NeverLeavesTheBucket(string path)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Put, HttpMethod.Delete])
        {
            var target = new Uri(
                _lake.Server.Endpoint + path.TrimStart('/'),
                new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }
            );
            using var request = new HttpRequestMessage(method, target);
            using var answer = await _lake.Signed().SendAsync(request, "s3");
            ((int)answer.StatusCode).ShouldBeInRange(400, 501);
            (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>");
        }

        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(_lake.Lake)!, "escaped*").ShouldBeEmpty();
        File.Exists(Path.Combine(_lake.Lake, ".localaws", "keys.json")).ShouldBeTrue();
    }

    [Fact]
    public async Task CopyObject_ToAnotherKey_TakesMetadataAlong()
    {
        await _s3.PutObjectAsync(
            new()
            {
                BucketName = "shop",
                Key = "from",
                ContentBody = "copy me",
                Metadata = { ["colour"] = "red" },
            }
        );

        await _s3.CopyObjectAsync("shop", "from", "shop", "deep/to");

        using var got = await _s3.GetObjectAsync("shop", "deep/to");
        (await Text(got)).ShouldBe("copy me");
        got.Metadata["colour"].ShouldBe("red");
    }

    [Fact]
    public async Task DeleteObjects_ManyAndMissing_AreGoneWithTheirFolders()
    {
        foreach (var key in (string[])["v/1/a", "v/1/b", "v/2/c"])
            await _s3.PutObjectAsync(
                new()
                {
                    BucketName = "shop",
                    Key = key,
                    ContentBody = key,
                }
            );

        var deleted = await _s3.DeleteObjectsAsync(
            new()
            {
                BucketName = "shop",
                Objects = [new() { Key = "v/1/a" }, new() { Key = "v/1/b" }, new() { Key = "never/there" }],
            }
        );

        deleted.DeletedObjects.Count.ShouldBe(3);
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" })).S3Objects.Select(o => o.Key).ShouldBe(["v/2/c"]);
        Directory.Exists(Path.Combine(_lake.Lake, "shop", "v", "1")).ShouldBeFalse();
    }

    [Fact]
    public async Task GetObject_FileFromOutside_HasAnETagThatIsNoMd5()
    {
        await File.WriteAllTextAsync(Path.Combine(_lake.Lake, "shop", "outside.json"), "{}");

        var head = await _s3.GetObjectMetadataAsync("shop", "outside.json");

        head.ContentLength.ShouldBe(2);
        head.ETag.ShouldEndWith("-1\"");
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" }))
            .S3Objects.ShouldHaveSingleItem()
            .ETag.ShouldBe(head.ETag);
    }

    [Fact]
    public async Task PutObject_AlteredBody_IsRefusedAndNotStored()
    {
        using var signed = _lake.Signed();
        signed.Tamper = request => request.Content = new ByteArrayContent("altered"u8.ToArray());
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(_lake.Server.Endpoint, "shop/t"))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes("as sent")),
        };

        using var answer = await signed.SendAsync(request, "s3");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("<Code>XAmzContentSHA256Mismatch</Code>");
        (await _s3.ListObjectsV2Async(new() { BucketName = "shop" })).S3Objects.ShouldBeNull();
    }

    internal static async Task<string> Text(GetObjectResponse response)
    {
        using var reader = new StreamReader(response.ResponseStream);
        return await reader.ReadToEndAsync();
    }

    internal static async Task<(HttpStatusCode Status, string Code)> Refusal(Func<Task> call)
    {
        var e = await Should.ThrowAsync<AmazonS3Exception>(call);
        return (e.StatusCode, e.ErrorCode);
    }
}
