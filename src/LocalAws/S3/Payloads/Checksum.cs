using System.Security.Cryptography;

namespace LocalAws.S3.Payloads;

/// <summary>A checksum that a client sends along, computed while the body comes in.</summary>
/// <param name="Header">Header or trailer that carries it, e.g. <c>x-amz-checksum-crc32</c>.</param>
/// <param name="Append">Takes the next piece of the body.</param>
/// <param name="Value">The checksum of all pieces.</param>
internal sealed record Checksum(string Header, Action<ReadOnlyMemory<byte>> Append, Func<byte[]> Value)
{
    public const string Prefix = "x-amz-checksum-";

    /// <summary>The checksum that the request announces as a header or as a trailer, or null.</summary>
    public static Checksum? Announced(S3Request request)
    {
        var name = request
            .Headers.Keys.Select(k => k.ToLowerInvariant())
            .Concat(
                request
                    .Headers["x-amz-trailer"]
                    .SelectMany(v => (v ?? "").ToLowerInvariant().Split(',', StringSplitOptions.TrimEntries))
            )
            .FirstOrDefault(k =>
                k.StartsWith(Prefix, StringComparison.Ordinal)
                && k is not (Prefix + "mode" or Prefix + "type" or Prefix + "algorithm")
            );
        return name is null ? null : Create(name);
    }

    /// <summary>Name of the algorithm whose checksum a header carries, e.g. <c>CRC32</c>.</summary>
    public static string NameOf(string header) => header[Prefix.Length..].ToUpperInvariant();

    /// <summary>Computes the checksum of that header. Throws <c>NotImplemented</c> for one that nobody knows.</summary>
    public static Checksum Create(string header)
    {
        return header[Prefix.Length..] switch
        {
            "crc32" => Of(header, Crc.Crc32()),
            "crc32c" => Of(header, Crc.Crc32C()),
            "crc64nvme" => Of(header, Crc.Crc64Nvme()),
            "sha1" => Of(header, HashAlgorithmName.SHA1),
            "sha256" => Of(header, HashAlgorithmName.SHA256),
            _ => throw S3Errors.NotImplemented($"LocalAws does not know the checksum {header}."),
        };
    }

    private static Checksum Of(string header, Crc crc) => new(header, data => crc.Append(data.Span), crc.Value);

    private static Checksum Of(string header, HashAlgorithmName name)
    {
        var hash = IncrementalHash.CreateHash(name);
        return new(header, data => hash.AppendData(data.Span), hash.GetHashAndReset);
    }
}
