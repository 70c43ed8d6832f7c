namespace CommerceAnalytics.Functions.History;

/// <summary>Tables whose versions are to be entered into history.</summary>
/// <param name="Name">
/// Names what is archived: unique to the run and this part of it, the same when the activity runs twice.
/// </param>
/// <param name="ExecutionDate">The run's date.</param>
/// <param name="Tables">Tables with what they show; of a run those that it published.</param>
/// <param name="IsLast">Whether the run enters no more after this: nights that are too old go with it.</param>
public sealed record KeepHistoryInput(
    string RunId,
    string Name,
    DateOnly ExecutionDate,
    IReadOnlyList<LiveTable> Tables,
    bool IsLast
);

/// <summary>A live table.</summary>
/// <param name="ServiceName">Service; empty for the overview, which is of all.</param>
/// <param name="Location">
/// Location of the version that it shows; null where that is not known, or there is no such table: it is looked up.
/// </param>
public sealed record LiveTable(string ServiceName, string QueryType, string? Location);

/// <summary>What came of it.</summary>
/// <param name="Entered">Nights that show another version than before.</param>
/// <param name="Removed">Nights that were taken out.</param>
public sealed record KeptNights(int Entered, int Removed);
