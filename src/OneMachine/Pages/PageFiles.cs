using System.Collections.Frozen;
using System.Security.Cryptography;

namespace CommerceAnalytics.OneMachine.Pages;

/// <summary>
/// The pages' files, which the program carries inside itself: nothing is read from disk, and nothing comes from another
/// machine.
/// </summary>
internal sealed class PageFiles
{
    /// <summary>Resource names begin so; see OneMachine.csproj.</summary>
    private const string Folder = "pages/";

    private static readonly FrozenDictionary<string, string> ContentTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary();

    private readonly FrozenDictionary<string, PageFile> _files = Read()
        .ToFrozenDictionary(file => file.Name, StringComparer.Ordinal);

    /// <summary>
    /// The file of that name below <c>Browser</c>, as <c>dashboard/main.js</c>; null if there is none.
    /// </summary>
    public PageFile? Find(string name) => _files.GetValueOrDefault(name);

    private static IEnumerable<PageFile> Read()
    {
        var assembly = typeof(PageFiles).Assembly;
        foreach (
            var resource in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        )
        {
            using var stream = assembly.GetManifestResourceStream(resource)!;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            yield return new(
                resource[Folder.Length..].Replace('\\', '/'),
                ContentTypes[Path.GetExtension(resource)],
                content,
                $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\""
            );
        }
    }
}

/// <summary>A file of the pages.</summary>
/// <param name="Name">Its path below <c>Browser</c>.</param>
/// <param name="ContentType">Media type.</param>
/// <param name="Content">What is sent.</param>
/// <param name="Tag">Entity tag: another one after an upgrade.</param>
internal sealed record PageFile(string Name, string ContentType, byte[] Content, string Tag);
