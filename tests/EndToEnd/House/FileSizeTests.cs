namespace EndToEnd.House;

/// <summary>
/// Small files stay readable. Lines are counted as CSharpier lays them out. Tests may be longer: a test class is read
/// one test at a time.
/// </summary>
public sealed class FileSizeTests
{
    private const int Most = 400;

    [Theory]
    [InlineData("src", 150)]
    [InlineData("tests", 250)]
    public void Files_AreSmall(string folder, int nineInTen)
    {
        var sizes = Directory
            .GetFiles(Path.Combine(Repository.Root, folder), "*.*", SearchOption.AllDirectories)
            .Where(IsSource)
            .Select(file => (Name: Path.GetRelativePath(Repository.Root, file), Lines: File.ReadLines(file).Count()))
            .ToList();

        sizes.Where(file => file.Lines > Most).ShouldBeEmpty();
        sizes.Count(file => file.Lines < nineInTen).ShouldBeGreaterThanOrEqualTo(sizes.Count * 9 / 10);
    }

    private static bool IsSource(string file)
    {
        var isBuilt = file.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin" or "node_modules");
        return !isBuilt && Path.GetExtension(file) is (".cs" or ".sql" or ".mjs" or ".js");
    }
}
