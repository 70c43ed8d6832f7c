using CommerceAnalytics.Reports;

namespace CommerceAnalytics.Functions.Reports;

/// <summary>What a service tells its run while it goes on.</summary>
/// <param name="Batch">The batch that goes on.</param>
/// <param name="Started">Query types whose queries have been sent to the queue.</param>
/// <param name="Built">Query types whose queries have ended.</param>
/// <param name="Tables">Tables whose refresh has ended.</param>
/// <param name="BatchOver">Whether with them a whole batch has ended: the report is due.</param>
public sealed record ServiceProgress(
    string ServiceName,
    int Batch,
    IReadOnlyList<string> Started,
    IReadOnlyList<string> Built,
    IReadOnlyList<TableReport> Tables,
    bool BatchOver
);
