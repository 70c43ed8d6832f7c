using System.Security.Cryptography;
using System.Xml.Linq;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>The parts that make an object, in order.</summary>
internal sealed class PartJoin
{
    private const long SmallestPart = 5 * 1024 * 1024;
    private const int PieceSize = 128 * 1024;

    private readonly Upload _upload;
    private readonly List<(UploadedPart Part, string? Checksum)> _chosen;

    private PartJoin(Upload upload, List<(UploadedPart Part, string? Checksum)> parts)
    {
        _upload = upload;
        _chosen = parts;
    }

    /// <summary>MD5 of the parts' MD5s, and their number.</summary>
    public string ETag =>
        $"{Convert.ToHexStringLower(MD5.HashData([.. _chosen.SelectMany(p => Convert.FromHexString(p.Part.ETag))]))}-{_chosen.Count}";

    /// <summary>
    /// The parts that a client names. Throws where they are not those that it sent, or cannot make an object.
    /// </summary>
    public static PartJoin Choose(Upload upload, XElement document, IReadOnlyList<UploadedPart> present)
    {
        var asked = document.Children("Part").ToList();
        if (document.Name.LocalName != "CompleteMultipartUpload" || asked.Count == 0)
            throw S3Errors.MalformedXml();
        var member = "Checksum" + (upload.ChecksumHeader is { } header ? Checksum.NameOf(header) : "");
        var parts = asked.Select(a => (Find(present, a), a.Child(member))).ToList();
        if (parts.Zip(parts.Skip(1)).Any(pair => pair.First.Item1.Number >= pair.Second.Item1.Number))
            throw new AwsException(
                "InvalidPartOrder",
                "The list of parts was not in ascending order. Parts must be ordered by part number."
            );
        if (parts.SkipLast(1).Any(p => p.Item1.File.Length < SmallestPart))
            throw new AwsException("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        return new(upload, parts);
    }

    /// <summary>Writes the parts one after the other; gives the checksum that the upload asked for, or null.</summary>
    public async Task<string?> WriteAsync(Stream file, CancellationToken cancellationToken)
    {
        var whole = Create();
        var ofParts = Create();
        foreach (var (part, sent) in _chosen)
        {
            var own = Create();
            await CopyAsync(
                part,
                file,
                piece =>
                {
                    whole?.Append(piece);
                    own?.Append(piece);
                },
                cancellationToken
            );
            if (own?.Value() is not { } value)
                continue;
            if (sent is not null && sent != Convert.ToBase64String(value))
                throw InvalidPart();
            ofParts!.Append(value);
        }

        if (whole is null)
            return null;
        if (_upload.IsFullObject)
            return Convert.ToBase64String(whole.Value());
        return $"{Convert.ToBase64String(ofParts!.Value())}-{_chosen.Count}";
    }

    private Checksum? Create()
    {
        var header = _upload.ChecksumHeader;
        return header is null ? null : Checksum.Create(header);
    }

    private static async Task CopyAsync(
        UploadedPart part,
        Stream file,
        Action<ReadOnlyMemory<byte>> look,
        CancellationToken cancellationToken
    )
    {
        await using var content = part.File.OpenRead();
        var buffer = new byte[PieceSize];
        for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; )
        {
            look(buffer.AsMemory(0, read));
            await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }
    }

    private static UploadedPart Find(IReadOnlyList<UploadedPart> present, XElement asked)
    {
        var number = asked.Child("PartNumber");
        var etag = asked.Child("ETag")?.Trim('"');
        return present.FirstOrDefault(p => p.Number.ToString() == number && p.ETag == etag) ?? throw InvalidPart();
    }

    public static AwsException InvalidPart() =>
        new(
            "InvalidPart",
            "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag."
        );
}
