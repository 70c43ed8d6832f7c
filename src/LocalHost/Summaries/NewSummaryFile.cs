using CommerceAnalytics.LocalHost.Commands;
using CommerceAnalytics.Settings;
using CommerceAnalytics.Summaries;
using CommerceAnalytics.Summaries.Parsing;

namespace CommerceAnalytics.LocalHost.Summaries;

/// <summary>The first file of a new summary: commented, and one that works as it stands.</summary>
/// <param name="Path">Where it is to lie.</param>
/// <param name="Text">All of its text.</param>
internal sealed record NewSummaryFile(string Path, string Text)
{
    private const string Name = "NAME";

    /// <summary>The file of a name; what stands against it is added to the problems.</summary>
    public static NewSummaryFile Of(string name, string folder, CommerceSettings settings, Action<string> problem)
    {
        var file = new NewSummaryFile(
            System.IO.Path.Combine(folder, $"{name}.sql"),
            Template().Replace(Name, name, StringComparison.Ordinal)
        );
        foreach (var wrong in SummaryFile.Read($"{name}.sql", file.Text).Problems)
            problem($"{wrong.Problem} {wrong.Remedy}");
        if (File.Exists(file.Path))
            problem($"the file {file.Path} is there already: edit it, or take another name.");
        else if (Find(name, settings) is { } other)
            problem($"the name '{name}' is that of a summary in {other.Source.File} already: take another.");
        else if (Writable.Problem(file.Path) is { } unwritable)
            problem(unwritable);
        return file;
    }

    /// <summary>Writes it, and the folder if there is none. Never over a file.</summary>
    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!);
        await using var stream = new FileStream(Path, FileMode.CreateNew);
        await using var writer = new StreamWriter(stream);
        await writer.WriteAsync(Text.AsMemory(), cancellationToken);
    }

    private static Summary? Find(string name, CommerceSettings settings) =>
        settings.Problems().Count == 0 ? SummarySet.WithDisabled(settings).Find(name) : null;

    private static string Template()
    {
        using var stream = typeof(NewSummaryFile).Assembly.GetManifestResourceStream("new-summary.sql")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
