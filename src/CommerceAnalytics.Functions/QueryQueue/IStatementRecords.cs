namespace CommerceAnalytics.Functions.QueryQueue;

/// <summary>
/// Records what a statement will write, before its query can write a byte: what a killed run leaves is known by its
/// record. The queue knows only this; what tables and the extract record is theirs.
/// </summary>
public interface IStatementRecords
{
    /// <summary>Whether statements of this kind are recorded here.</summary>
    /// <param name="input">The statement.</param>
    bool Cover(SubmitInput input);

    /// <summary>Records the statement before it is submitted.</summary>
    /// <param name="input">The statement.</param>
    /// <param name="cancellationToken">The host stops.</param>
    /// <exception cref="Failures.FailureException">
    /// Its place was cleared up meanwhile: nothing may be written there any more.
    /// </exception>
    Task StartAsync(SubmitInput input, CancellationToken cancellationToken);

    /// <summary>Adds the id of the query, once Athena has given one.</summary>
    /// <param name="input">The statement.</param>
    /// <param name="queryExecutionId">Athena's id.</param>
    /// <param name="cancellationToken">The host stops.</param>
    Task NameQueryAsync(SubmitInput input, string queryExecutionId, CancellationToken cancellationToken);
}
