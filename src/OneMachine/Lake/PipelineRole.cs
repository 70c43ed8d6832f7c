using Amazon.Athena.Model;
using CommerceAnalytics.Settings;
using LocalAws;

namespace CommerceAnalytics.OneMachine.Lake;

/// <summary>
/// The role that the app has in AWS, from the template that creates it there: what passes on one machine passes with
/// those rights.
/// </summary>
internal static class PipelineRole
{
    /// <summary>The role's ARN in LocalAws's account.</summary>
    public const string Arn = "arn:aws:iam::000000000000:role/commerce-analytics";

    private const string Template = "commerce-analytics.yaml";

    // In AWS a managed identity takes the role on with its token; here the lake's own keys do.
    private const string Trust =
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::000000000000:root"},"Action":"sts:AssumeRole"}}""";

    /// <summary>The role for these settings, with rights on the place where the events table lies.</summary>
    public static async Task<IamRole> ReadAsync(
        LocalAwsAddress address,
        CommerceSettings settings,
        CancellationToken cancellationToken
    )
    {
        var events = await EventsLocationAsync(address, settings, cancellationToken);
        return Read(address.Region, Parameters(settings, events));
    }

    /// <summary>The role with these parameters of the template; the others have their defaults.</summary>
    public static IamRole Read(string region, IReadOnlyDictionary<string, string> parameters)
    {
        using var stream = typeof(PipelineRole).Assembly.GetManifestResourceStream(Template)!;
        using var reader = new StreamReader(stream);
        return IamTemplate.Read(reader.ReadToEnd(), region, parameters).Roles[0] with { TrustPolicy = Trust };
    }

    private static Dictionary<string, string> Parameters(CommerceSettings settings, Uri? events)
    {
        var parameters = new Dictionary<string, string>
        {
            ["EventsDatabase"] = settings.EventsDatabase,
            ["EventsTable"] = settings.EventsTable,
            ["ResultsBucket"] = settings.ResultsBucket,
            ["SummaryPrefix"] = settings.SummaryPrefix,
            ["Database"] = settings.Database,
            ["WorkGroup"] = settings.WorkGroup,
            ["ScanMode"] = settings.ScanMode.ToString(),
        };
        if (events is not null)
            (parameters["EventsBucket"], parameters["EventsPrefix"]) = Place(events);
        if (!string.IsNullOrEmpty(settings.QueryResultsLocation))
            (parameters["QueryResultsBucket"], parameters["QueryResultsPrefix"]) = Place(
                new Uri(settings.QueryResultsLocation)
            );
        return parameters;
    }

    private static (string Bucket, string Prefix) Place(Uri location) =>
        (
            location.Host,
            Uri.UnescapeDataString(location.AbsolutePath).Trim('/') is { Length: > 0 } prefix ? $"{prefix}/" : ""
        );

    private static async Task<Uri?> EventsLocationAsync(
        LocalAwsAddress address,
        CommerceSettings settings,
        CancellationToken cancellationToken
    )
    {
        using var athena = AthenaSession.Client(address);
        try
        {
            var answer = await athena.GetTableMetadataAsync(
                new GetTableMetadataRequest
                {
                    CatalogName = settings.Catalog,
                    DatabaseName = settings.EventsDatabase,
                    TableName = settings.EventsTable,
                },
                cancellationToken
            );
            return
                answer.TableMetadata.Parameters.TryGetValue("location", out var location)
                && Uri.TryCreate(location, UriKind.Absolute, out var place)
                ? place
                : null;
        }
        catch (Amazon.Runtime.AmazonServiceException)
        {
            // No such table: the run says so itself.
            return null;
        }
    }
}
