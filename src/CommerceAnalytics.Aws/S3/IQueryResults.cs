using System.Text.Json.Serialization;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// Athena's own result files, a folder for each run, under the pipeline's prefix. Elsewhere
/// (<c>QueryResultsLocation</c>) nothing is ever deleted.
/// </summary>
/// <remarks>Every method throws <see cref="FailureException"/> when AWS refuses or cannot be reached.</remarks>
public interface IQueryResults
{
    /// <summary>Records that a run's results will lie in a folder of its own. Can be repeated.</summary>
    /// <param name="results">The run.</param>
    Task RecordAsync(RunResults results, CancellationToken cancellationToken);

    /// <summary>All runs whose results were recorded and not forgotten.</summary>
    Task<IReadOnlyList<RunResults>> ListAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Result files of a run's queries. Anything in the folder that is not named as Athena names them is not its own.
    /// </summary>
    /// <param name="results">The run.</param>
    Task<IReadOnlyList<StoredFile>> ListFilesAsync(RunResults results, CancellationToken cancellationToken);

    /// <summary>Deletes a recorded run's result files; forgets the run when there were none. Can be repeated.</summary>
    /// <param name="results">The run.</param>
    /// <returns>Objects deleted.</returns>
    Task<int> RemoveAsync(RunResults results, CancellationToken cancellationToken);

    /// <summary>Forgets a run; its result files stay.</summary>
    /// <param name="results">The run.</param>
    Task ForgetAsync(RunResults results, CancellationToken cancellationToken);
}

/// <summary>The results of one run.</summary>
/// <param name="RunId">The run's instance id.</param>
/// <param name="RunKey">The run id with a suffix of its own: the folder's name.</param>
public sealed record RunResults(string RunId, string RunKey)
{
    /// <summary>When that was written down, as a listing tells it, UTC; null before.</summary>
    [JsonIgnore]
    public DateTimeOffset? RecordedAt { get; init; }
}
