namespace EndToEnd.Pasted;

/// <summary>The fenced blocks of a page, as a reader copies them.</summary>
internal static class PageBlocks
{
    private const string Fence = "```";

    /// <summary>The lines of all blocks of a language, in their order.</summary>
    /// <param name="language">What the fence says, for example <c>bash</c>.</param>
    /// <param name="page">The page from the repository's root.</param>
    /// <param name="heading">The section to read, up to the next heading of level two; null: the whole page.</param>
    public static IReadOnlyList<string> Read(string language, string page, string? heading = null)
    {
        IEnumerable<string> lines = File.ReadAllLines(Path.Combine(Repository.Root, page));
        if (heading is not null)
            lines = lines
                .SkipWhile(line => line != heading)
                .Skip(1)
                .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        var (isOpen, block) = (false, new List<string>());
        foreach (var line in lines)
        {
            if (line.StartsWith(Fence, StringComparison.Ordinal))
                isOpen = line == Fence + language;
            else if (isOpen)
                block.Add(line);
        }

        return block;
    }
}
