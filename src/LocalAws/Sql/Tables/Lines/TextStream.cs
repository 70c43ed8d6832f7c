namespace LocalAws.Sql.Tables.Lines;

/// <summary>
/// Opens a file of lines. Its name tells its compression, as it does in Athena; what is compressed in a way that is not
/// read here, or otherwise than the name says, is refused, for its bytes are no text.
/// </summary>
internal static class TextStream
{
    /// <summary>What names of compressed files end in, in Athena.</summary>
    private static readonly Dictionary<string, string> Compressions = new(StringComparer.Ordinal)
    {
        [".gz"] = ContentKind.Gzip,
        [".deflate"] = "zlib",
        [".bz2"] = "bzip2",
        [".zst"] = "Zstandard",
        [".lz4"] = "LZ4",
        [".snappy"] = "Snappy",
        [".lzo"] = "LZO",
        [".lzo_deflate"] = "LZO",
    };

    /// <summary>Throws <see cref="InvalidDataException"/> with what is wrong with the file.</summary>
    public static Stream Open(string path)
    {
        var file = new FileStream(
            path,
            FileMode.Open,
            FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete,
            4096,
            FileOptions.SequentialScan
        );
        try
        {
            return Decoded(file, Path.GetExtension(path));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static Stream Decoded(FileStream file, string ending)
    {
        Span<byte> start = stackalloc byte[ContentKind.Bytes];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        var content = ContentKind.Of(start);
        var named = Compressions.GetValueOrDefault(ending);
        if (named == ContentKind.Gzip)
            return content == ContentKind.Gzip
                ? new GzipStream(file)
                : throw new InvalidDataException($"it is named {ending} but is not in gzip format");
        if (named is not null)
            throw new InvalidDataException($"it is named {ending} ({named}), which is not read here");
        if (content is not null)
            throw new InvalidDataException(
                $"its content is {content}, which its name does not say: Athena goes by the name and would read it as text"
            );
        return file;
    }
}
