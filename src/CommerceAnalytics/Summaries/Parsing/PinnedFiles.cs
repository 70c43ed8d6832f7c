using System.IO.Compression;
using System.Text.Json;

namespace CommerceAnalytics.Summaries.Parsing;

/// <summary>
/// A shop's own files as a run carries them: every step of the run reads these, whatever becomes of the folder
/// meanwhile.
/// </summary>
public static class PinnedFiles
{
    /// <summary>The files as one short text, a third of them or less; null where there are none.</summary>
    /// <param name="files">As they were read.</param>
    public static string? Pack(IReadOnlyList<SummaryFileText> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        if (files.Count == 0)
            return null;
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            JsonSerializer.Serialize(brotli, files);
        return Convert.ToBase64String(packed.ToArray());
    }

    /// <summary>What was packed.</summary>
    /// <param name="packed">A text that <see cref="Pack"/> gave.</param>
    public static IReadOnlyList<SummaryFileText> Unpack(string? packed)
    {
        if (packed is null)
            return [];
        using var bytes = new MemoryStream(Convert.FromBase64String(packed));
        using var brotli = new BrotliStream(bytes, CompressionMode.Decompress);
        return JsonSerializer.Deserialize<IReadOnlyList<SummaryFileText>>(brotli)!;
    }
}
