namespace EndToEnd.House;

/// <summary>Small files stay readable: none over 400 lines, nine in ten under 150.</summary>
public sealed class FileSizeTests
{
    [Fact]
    public void SourceFiles_AreSmall()
    {
        var files = new[] { "src", "tests" }
            .SelectMany(folder =>
                Directory.GetFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories)
            )
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql" or ".mjs" or ".js")
            .Where(file =>
                !file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules")
            )
            .Select(file => (Name: Path.GetRelativePath(Repository.Root, file), Lines: File.ReadLines(file).Count()))
            .ToList();

        files.Where(file => file.Lines > 400).ShouldBeEmpty();
        files.Count(file => file.Lines < 150).ShouldBeGreaterThanOrEqualTo(files.Count * 9 / 10);
    }
}
