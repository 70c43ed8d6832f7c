using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using LocalAws.S3.Payloads;
using LocalAws.Tests.Wire;

namespace LocalAws.Tests.S3;

public sealed class MultipartTests : IAsyncLifetime
{
    private const int Part = 5 * 1024 * 1024;

    private readonly TestLake _lake = new();

    private AmazonS3Client _s3 = null!;

    public async Task InitializeAsync()
    {
        await _lake.InitializeAsync();
        _s3 = _lake.S3();
        await _s3.PutBucketAsync("shop");
    }

    public Task DisposeAsync() => _lake.DisposeAsync();

    [Fact]
    public async Task TransferUtility_LargeFile_ArrivesWholeWithAMultipartETag()
    {
        var body = RandomNumberGenerator.GetBytes((2 * Part) + 12_345);
        using var transfer = new TransferUtility(_s3, new TransferUtilityConfig { MinSizeBeforePartUpload = Part });

        await transfer.UploadAsync(new MemoryStream(body), "shop", "big/file.bin");

        (await File.ReadAllBytesAsync(Path.Combine(_lake.Lake, "shop", "big", "file.bin")))
            .AsSpan()
            .SequenceEqual(body)
            .ShouldBeTrue();
        var head = await _s3.GetObjectMetadataAsync("shop", "big/file.bin");
        head.ETag.ShouldMatch("-[0-9]+\"$");
        Directory.EnumerateFileSystemEntries(Path.Combine(_lake.Lake, ".localaws", "uploads")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Upload_AcrossARestart_GoesOn()
    {
        var upload = await _s3.InitiateMultipartUploadAsync("shop", "k");
        var first = await Put(upload.UploadId, 1, new byte[Part]);
        await _lake.RestartAsync();
        _s3 = _lake.S3();
        var second = await Put(upload.UploadId, 2, [1, 2, 3]);

        (await _s3.ListPartsAsync("shop", "k", upload.UploadId)).Parts.Select(p => p.Size).ShouldBe([Part, 3]);
        await Complete(upload.UploadId, first, second);

        (await _s3.GetObjectMetadataAsync("shop", "k")).ContentLength.ShouldBe(Part + 3);
    }

    [Fact]
    public async Task Complete_Refusals_AreS3s()
    {
        var upload = await _s3.InitiateMultipartUploadAsync("shop", "k");
        var small = await Put(upload.UploadId, 1, [1]);
        var last = await Put(upload.UploadId, 2, [2]);

        (await Code(() => Complete(upload.UploadId, small, last))).ShouldBe("EntityTooSmall");
        (await Code(() => Complete(upload.UploadId, new PartETag(1, last.ETag)))).ShouldBe("InvalidPart");
        await _s3.AbortMultipartUploadAsync("shop", "k", upload.UploadId);
        (await Code(() => Complete(upload.UploadId, small))).ShouldBe("NoSuchUpload");
        (await Code(() => _s3.AbortMultipartUploadAsync("shop", "k", "../../catalog.db"))).ShouldBe("NoSuchUpload");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("COMPOSITE")]
    [InlineData("FULL_OBJECT")]
    public async Task Complete_WithTheObjectsChecksum_HoldsItAgainstTheObject(string? type)
    {
        var id = (await Begin(type)).UploadId;
        var part = await Put(id, 1, [1, 2, 3], type is null ? null : ChecksumAlgorithm.CRC32);
        byte[] ofObject = [0x55, 0xBC, 0x80, 0x1D];
        var checksum = Convert.ToBase64String(type == "COMPOSITE" ? Crc32(ofObject) : ofObject);

        (await Code(() => Complete(id, r => r.ChecksumCRC32 = "AAAAAA==", part))).ShouldBe("BadDigest");
        await Complete(id, r => r.ChecksumCRC32 = checksum, part);

        (await _s3.GetObjectMetadataAsync("shop", "k")).ContentLength.ShouldBe(3);
    }

    [Fact]
    public async Task Complete_WithAnotherChecksumThanItWasBegunWith_IsInvalid()
    {
        var id = (await Begin("FULL_OBJECT")).UploadId;
        var part = await Put(id, 1, [1, 2, 3], ChecksumAlgorithm.CRC32);

        (await Code(() => Complete(id, r => r.ChecksumSHA1 = "AAAA", part))).ShouldBe("InvalidRequest");
    }

    private static byte[] Crc32(byte[] data)
    {
        var crc = Crc.Crc32();
        crc.Append(data);
        return crc.Value();
    }

    private Task<InitiateMultipartUploadResponse> Begin(string? checksumType) =>
        _s3.InitiateMultipartUploadAsync(
            new()
            {
                BucketName = "shop",
                Key = "k",
                ChecksumAlgorithm = checksumType is null ? null : ChecksumAlgorithm.CRC32,
                ChecksumType = checksumType is null ? null : new(checksumType),
            }
        );

    private static async Task<string> Code(Func<Task> call) =>
        (await Should.ThrowAsync<AmazonS3Exception>(call)).ErrorCode;

    private async Task<PartETag> Put(string id, int number, byte[] body, ChecksumAlgorithm? algorithm = null)
    {
        var put = await _s3.UploadPartAsync(
            new()
            {
                BucketName = "shop",
                Key = "k",
                UploadId = id,
                PartNumber = number,
                InputStream = new MemoryStream(body),
                ChecksumAlgorithm = algorithm,
            }
        );
        return new(number, put.ETag);
    }

    private Task Complete(string id, params PartETag[] parts) => Complete(id, _ => { }, parts);

    private Task Complete(string id, Action<CompleteMultipartUploadRequest> change, params PartETag[] parts)
    {
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = "shop",
            Key = "k",
            UploadId = id,
            PartETags = [.. parts],
        };
        change(request);
        return _s3.CompleteMultipartUploadAsync(request);
    }
}
