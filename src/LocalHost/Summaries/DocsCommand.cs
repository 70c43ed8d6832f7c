using System.CommandLine;
using CommerceAnalytics.Documents;
using CommerceAnalytics.LocalHost.Commands;

namespace CommerceAnalytics.LocalHost.Summaries;

/// <summary><c>docs</c>: writes the pages and templates that are made from the summaries' files.</summary>
internal sealed class DocsCommand : LocalCommand
{
    private static readonly Option<string> Folder = new("--folder")
    {
        Description = "Folder that they are written below: docs/try/summary-tables.md and so on.  [default: .]",
        HelpName = "DIR",
    };

    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Writes nothing: names the files that would change. Exit code 1 when there are any.",
    };

    private static readonly Option<string> Date = new(CommonOptions.Date.Name)
    {
        Description = $"Date that the queries are written for.  [default: {Document.ExampleDate:yyyy-MM-dd}]",
        HelpName = CommonOptions.Date.HelpName,
    };

    public DocsCommand()
        : base(
            "docs",
            "Writes the pages that are made from summaries' files. The page of tables, the test and monitoring queries, and those queries as named queries of Athena.",
            Folder,
            Check,
            Date,
            CommonOptions.Service,
            CommonOptions.Settings,
            CommonOptions.Set
        ) { }

    protected override async Task<int> ExecuteAsync(Inputs inputs, CancellationToken cancellationToken)
    {
        var settings = inputs.Settings();
        var request = inputs.Request(settings);
        var folder = inputs.Text(Folder) ?? ".";
        if (!Directory.Exists(folder))
            inputs.Add($"--folder '{folder}' is no folder: make it, or name another.");
        inputs.Refuse();

        var date = inputs.Text(Date) is null ? Document.ExampleDate : request.ExecutionDate;
        var isCheck = inputs.Parse.GetValue(Check);
        var changed = new List<Written>();
        foreach (var document in Document.All(settings.Commerce, request.ServiceNames, date))
        {
            var path = Path.Combine(folder, document.Path);
            if (!await IsCurrentAsync(path, document.Text, inputs, cancellationToken))
                changed.Add(new(path, document.Text));
        }

        // All are looked at before the first is written: what is refused has changed nothing.
        foreach (var problem in isCheck ? [] : changed.Select(one => Writable.Problem(one.Path)).OfType<string>())
            inputs.Add(problem);
        inputs.Refuse();
        foreach (var (path, text) in changed)
        {
            if (!isCheck)
                await WriteAsync(path, text, cancellationToken);
            inputs.Surroundings.Out.WriteLine(isCheck ? $"{path} would change." : $"wrote {path}");
        }

        if (changed.Count == 0)
            inputs.Surroundings.Error.WriteLine("all are as they should be.");
        return isCheck && changed.Count > 0 ? ExitCode.Failed : ExitCode.Done;
    }

    private static async Task<bool> IsCurrentAsync(
        string path,
        string text,
        Inputs inputs,
        CancellationToken cancellationToken
    )
    {
        try
        {
            return File.Exists(path)
                && (await File.ReadAllTextAsync(path, cancellationToken)).ReplaceLineEndings("\n") == text;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            inputs.Add($"'{path}' cannot be read: {e.Message}");
            return true;
        }
    }

    private static Task WriteAsync(string path, string text, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return File.WriteAllTextAsync(path, text, cancellationToken);
    }

    private sealed record Written(string Path, string Text);
}
