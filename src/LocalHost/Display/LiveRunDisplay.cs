using CommerceAnalytics.OneMachine.Runs;
using Spectre.Console;
using TableRow = CommerceAnalytics.OneMachine.Runs.TableRow;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>A table that changes in place: for terminals.</summary>
internal sealed class LiveRunDisplay(IAnsiConsole console) : IRunDisplay
{
    private static readonly Style Dim = new(decoration: Decoration.Dim);
    private static readonly Style Active = new(Color.Yellow);
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Bad = new(Color.Red);

    public Task<T> WhileAsync<T>(Func<Action<RunPicture>, Task<T>> work) =>
        console
            .Live(Draw(RunPicture.None))
            .Overflow(VerticalOverflow.Ellipsis)
            .StartAsync(context =>
                work(progress =>
                {
                    context.UpdateTarget(Draw(progress));
                })
            );

    private static Rows Draw(RunPicture progress) =>
        progress.Tables.Count == 0
            ? new Rows(new Text(progress.Line))
            : new Rows(Tables(progress), new Text(progress.Line));

    private static Table Tables(RunPicture progress)
    {
        var table = new Table()
            .MinimalBorder()
            .AddColumns("service", "batch", "table", "state")
            .AddColumn(new TableColumn("rows").RightAligned())
            .AddColumn(new TableColumn("time").RightAligned());
        TableRow? above = null;
        foreach (var row in progress.Tables)
        {
            var isNewService = row.ServiceName != above?.ServiceName;
            table.AddRow(
                new Text(isNewService ? row.ServiceName : ""),
                new Text(row.Batch > 0 && (isNewService || row.Batch != above?.Batch) ? $"{row.Batch}" : ""),
                new Text(row.QueryType),
                new Text(row.State, StyleOf(row.State)),
                new Text(row.Rows is { } rows ? $"{rows:N0}" : ""),
                new Text(row.EngineMs is > 0 and { } ms ? Amounts.Seconds(ms) : "")
            );
            above = row;
        }
        return table;
    }

    private static Style StyleOf(string state) =>
        state switch
        {
            "published" => Good,
            "failed" or "held" => Bad,
            "waiting" or "cancelled" or "skipped" => Dim,
            _ => Active,
        };
}
