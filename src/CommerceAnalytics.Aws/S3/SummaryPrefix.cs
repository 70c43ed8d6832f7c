using System.Text.RegularExpressions;
using CommerceAnalytics.Naming;
using CommerceAnalytics.Settings;

namespace CommerceAnalytics.Aws.S3;

/// <summary>
/// The one place in S3 that the pipeline lists, writes and deletes in. Every address goes through here.
/// </summary>
internal sealed partial class SummaryPrefix(CommerceSettings settings)
{
    private const string PipelineFolder = "pipeline/";
    private const string TablesFolder = PipelineFolder + "tables/";

    // pipeline, tables, the table's folder, the date, the attempt.
    private const int VersionDepth = 5;

    private readonly string _address = settings.SummaryAddress();
    private readonly string _prefix = $"{settings.SummaryPrefix}/";

    /// <summary>The key prefix of all that verifications try out.</summary>
    public string Trials => $"{_prefix}{PipelineFolder}verify/";

    /// <summary>Bucket of the summaries.</summary>
    public string Bucket { get; } = settings.ResultsBucket;

    /// <summary>
    /// The object key of a key below the prefix. Throws <see cref="ArgumentException"/> for one outside
    /// <c>pipeline/</c>: what lies beside it is others'.
    /// </summary>
    public string KeyOf(string keyBelow) =>
        IsPlain(keyBelow) && !keyBelow.EndsWith('/') && keyBelow.StartsWith(PipelineFolder, StringComparison.Ordinal)
            ? _prefix + keyBelow
            : throw new ArgumentException(
                $"'{keyBelow}' is not a key below {_address}{PipelineFolder}.",
                nameof(keyBelow)
            );

    /// <summary>
    /// The key prefix of a version's data. Throws <see cref="ArgumentException"/> unless it is
    /// <c>pipeline/tables/{table folder}/{date}/{attempt}/</c> below the prefix: anything shorter would hold other
    /// versions too.
    /// </summary>
    public string VersionPrefixOf(string location)
    {
        var below = location.StartsWith(_address, StringComparison.Ordinal) ? location[_address.Length..] : "";
        var isVersion =
            below.EndsWith('/')
            && IsPlain(below[..^1])
            && below.Count(c => c == '/') == VersionDepth
            && below.StartsWith(TablesFolder, StringComparison.Ordinal);
        return isVersion
            ? _prefix + below
            : throw new ArgumentException(
                $"'{location}' is not the location of a version below {_address}.",
                nameof(location)
            );
    }

    /// <summary>
    /// Whether a location is one that a version of the table may have: in the table's own folder, under a date and a
    /// run.
    /// </summary>
    public bool IsVersionOf(string table, string location) =>
        location.StartsWith(_address, StringComparison.Ordinal)
        && Version().Match(location[_address.Length..]) is { Success: true } version
        && SummaryNames.TableOfFolder(version.Groups["folder"].Value) == table;

    /// <summary>
    /// Whether a location is one that the extraction may have written at: under a date, a run, a statement and an
    /// attempt.
    /// </summary>
    public bool IsExtract(string location) =>
        location.StartsWith(_address, StringComparison.Ordinal) && Extract().IsMatch(location[_address.Length..]);

    /// <summary>
    /// The key prefix of what a statement of the extraction wrote. Throws <see cref="ArgumentException"/> for any other
    /// place.
    /// </summary>
    public string ExtractPrefixOf(string location) =>
        IsExtract(location)
            ? _prefix + location[_address.Length..]
            : throw new ArgumentException(
                $"'{location}' is not the location of an extraction below {_address}.",
                nameof(location)
            );

    /// <summary>
    /// Whether a key is one that a verification may have tried: an object, or a file of its staging table.
    /// </summary>
    public bool IsTrial(string key) =>
        key.StartsWith(Trials, StringComparison.Ordinal) && Trial().IsMatch(key[Trials.Length..]);

    /// <summary>
    /// The key of something that a verification tried out. Throws <see cref="ArgumentException"/> for any other
    /// address.
    /// </summary>
    public string TrialKeyOf(string address)
    {
        var key = address.StartsWith($"s3://{Bucket}/", StringComparison.Ordinal)
            ? address[$"s3://{Bucket}/".Length..]
            : "";
        return IsTrial(key)
            ? key
            : throw new ArgumentException($"'{address}' does not lie below {Trials}.", nameof(address));
    }

    /// <summary>
    /// Whether a name is one that Athena gives to a file that it writes, or the pipeline to a folder: nothing else is
    /// deleted.
    /// </summary>
    public static bool IsFileName(string name) => FileName().IsMatch(name);

    [GeneratedRegex(
        @"\Apipeline/tables/(?<folder>[a-z0-9][a-z0-9_]*)/[0-9]{4}-[0-9]{2}-[0-9]{2}/[A-Za-z0-9][A-Za-z0-9._-]*-[0-9]+/\z"
    )]
    private static partial Regex Version();

    [GeneratedRegex(@"\Apipeline/events/[0-9]{4}-[0-9]{2}-[0-9]{2}/[A-Za-z0-9][A-Za-z0-9._-]*-[0-9]+-[0-9]+/\z")]
    private static partial Regex Extract();

    [GeneratedRegex(@"\A(verify-[0-9a-f]{16}|[0-9a-f]{32}/[A-Za-z0-9][A-Za-z0-9._-]*)\z")]
    private static partial Regex Trial();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex FileName();

    private static bool IsPlain(string key) =>
        key.Length > 0 && key.Split('/').All(part => part is not ("" or "." or ".."));
}
