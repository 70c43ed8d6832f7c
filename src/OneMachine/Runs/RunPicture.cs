namespace CommerceAnalytics.OneMachine.Runs;

/// <summary>Where a run stands, as it is shown.</summary>
/// <param name="Line">What is done and what is running, in one line.</param>
/// <param name="Tables">All tables, by service and batch.</param>
internal sealed record RunPicture(string Line, IReadOnlyList<TableRow> Tables)
{
    public static readonly RunPicture None = new("starting", []);
}

/// <summary>Where a table's refresh stands.</summary>
/// <param name="Batch">1 to 3.</param>
/// <param name="State">
/// What it waits for or does, in one word; <c>published</c>, <c>failed</c>, <c>held</c>, <c>cancelled</c> or <c>skipped</c> at its
/// end.
/// </param>
/// <param name="Rows">Rows written, once known.</param>
/// <param name="EngineMs">Time in Athena's engine, once known.</param>
internal sealed record TableRow(
    string ServiceName,
    int Batch,
    string QueryType,
    string State,
    long? Rows,
    long? EngineMs
)
{
    public bool IsEnded => State is "published" or "failed" or "held" or "cancelled" or "skipped";
}
