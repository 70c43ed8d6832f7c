using System.Text.RegularExpressions;

namespace CommerceAnalytics.Aws.Credentials;

/// <summary>
/// The name under which the role is taken on, so that CloudTrail tells which run did what. One run goes at a time, so
/// one name holds for the whole process: <c>commerce-analytics</c> until a run is named, then
/// <c>commerce-analytics.{run id}</c>.
/// </summary>
public sealed partial class RoleSessionName
{
    // STS: 2 to 64 characters of [\w+=,.@-].
    private const int MaxLength = 64;
    private const string Program = "commerce-analytics";

    private volatile string _current = Program;

    /// <summary>The name that the next role session gets.</summary>
    public string Current => _current;

    /// <summary>
    /// Names sessions after a run from now on: the next request to AWS opens a session of that name. Cheap, can be
    /// repeated.
    /// </summary>
    /// <param name="runId">
    /// The run's id; what STS does not allow in it becomes <c>-</c>, what is too long is cut.
    /// </param>
    public void UseRun(string runId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(runId);
        var name = $"{Program}.{NotAllowed().Replace(runId, "-")}";
        _current = name.Length <= MaxLength ? name : name[..MaxLength];
    }

    [GeneratedRegex(@"[^a-zA-Z0-9_+=,.@-]", RegexOptions.None, 1000)]
    private static partial Regex NotAllowed();
}
