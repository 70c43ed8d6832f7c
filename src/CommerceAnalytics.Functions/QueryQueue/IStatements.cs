namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>
/// Statements of one kind. The queue knows only this: whoever asks it for statements of a new kind registers one of
/// these for it.
/// </summary>
public interface IStatements
{
    /// <summary>The kind: that of each <see cref="Statement"/> that these render.</summary>
    string Kind { get; }

    /// <summary>The SQL: the same text each time for the same input.</summary>
    /// <param name="input">The statement.</param>
    string Sql(SubmitInput input);

    /// <summary>
    /// Records what the statement will write, before its query can write a byte: what a killed run leaves is known by
    /// its record. Nothing to do for a statement that only reads.
    /// </summary>
    /// <param name="input">The statement.</param>
    /// <exception cref="FailureException">
    /// Its place was cleared up meanwhile: nothing may be written there any more.
    /// </exception>
    Task StartAsync(SubmitInput input, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Adds the id of the query to the record, once Athena has given one.</summary>
    /// <param name="input">The statement.</param>
    /// <param name="queryExecutionId">Athena's id.</param>
    Task NameQueryAsync(SubmitInput input, string queryExecutionId, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
