using System.Security.Cryptography;

namespace LocalAws.Tests.Fuzzing;

/// <summary>
/// What lies around a lake, and in it that no request may change: paths and the hash of what they hold.
/// </summary>
internal static class Surroundings
{
    /// <summary>All files and folders below a folder but those of one that is left out.</summary>
    public static IReadOnlyDictionary<string, string> Of(string folder, string leftOut) =>
        Directory
            .EnumerateFileSystemEntries(
                folder,
                "*",
                new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }
            )
            .Where(path =>
                path != leftOut && !path.StartsWith(leftOut + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            )
            .ToDictionary(path => path, path => File.Exists(path) ? Hash(path) : "folder");

    public static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
