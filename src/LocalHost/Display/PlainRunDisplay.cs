using CommerceAnalytics.OneMachine.Runs;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>A line for each thing that changes: for logs and pipes.</summary>
internal sealed class PlainRunDisplay(TextWriter writer) : IRunDisplay
{
    private readonly Dictionary<(string ServiceName, string QueryType), string> _states = [];
    private readonly Dictionary<string, int> _batches = [];

    public Task<T> WhileAsync<T>(Func<Action<RunPicture>, Task<T>> work) => work(Show);

    private void Show(RunPicture progress)
    {
        foreach (var table in progress.Tables)
        {
            if (
                table.State == "waiting"
                || _states.GetValueOrDefault((table.ServiceName, table.QueryType)) == table.State
            )
                continue;
            _states[(table.ServiceName, table.QueryType)] = table.State;
            ShowBatch(table);
            writer.WriteLine($"{table.ServiceName}  {table.QueryType}  {table.State}{Detail(table)}");
        }
        writer.Flush();
    }

    private void ShowBatch(TableRow table)
    {
        if (_batches.GetValueOrDefault(table.ServiceName) >= table.Batch)
            return;
        _batches[table.ServiceName] = table.Batch;
        writer.WriteLine($"{table.ServiceName}: batch {table.Batch}");
    }

    private static string Detail(TableRow table) =>
        table switch
        {
            { State: "published", Rows: { } rows, EngineMs: { } ms } => $"  {rows:N0} rows  {Amounts.Seconds(ms)}",
            { State: "published", Rows: { } rows } => $"  {rows:N0} rows",
            _ => "",
        };
}
