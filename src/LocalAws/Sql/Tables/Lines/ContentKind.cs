namespace LocalAws.Sql.Tables.Lines;

/// <summary>What the first bytes of a file say that it is, where that is no text.</summary>
internal static class ContentKind
{
    /// <summary>As many bytes as the longest mark.</summary>
    public const int Bytes = 10;

    private static readonly (string Name, byte[] Mark)[] Marks =
    [
        (Gzip, [0x1F, 0x8B]),
        ("compress", [0x1F, 0x9D]),
        ("bzip2", "BZh"u8.ToArray()),
        ("Zstandard", [0x28, 0xB5, 0x2F, 0xFD]),
        ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
        ("LZMA", [0x5D, 0x00, 0x00]),
        ("LZ4", [0x04, 0x22, 0x4D, 0x18]),
        ("LZ4", [0x02, 0x21, 0x4C, 0x18]),
        ("LZO", [0x89, 0x4C, 0x5A, 0x4F]),
        ("Snappy", [0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59]),
        ("zip", "PK\u0003\u0004"u8.ToArray()),
        ("zip", "PK\u0005\u0006"u8.ToArray()),
        ("7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
        ("rar", "Rar!\u001A\u0007"u8.ToArray()),
        ("zlib", [0x78, 0x01]),
        ("zlib", [0x78, 0x5E]),
        ("zlib", [0x78, 0x9C]),
        ("zlib", [0x78, 0xDA]),
        (Parquet, "PAR1"u8.ToArray()),
        ("Parquet", "PARE"u8.ToArray()),
        ("ORC", "ORC"u8.ToArray()),
        ("Avro", "Obj\u0001"u8.ToArray()),
    ];

    public const string Gzip = "gzip";

    public const string Parquet = "Parquet";

    /// <summary>Its name, or null for what may be text.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        foreach (var (name, mark) in Marks)
        {
            if (start.StartsWith(mark))
                return name;
        }

        return null;
    }
}
