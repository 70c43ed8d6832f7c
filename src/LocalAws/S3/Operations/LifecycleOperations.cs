using System.Xml.Linq;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>
/// GetBucketLifecycleConfiguration, PutBucketLifecycleConfiguration, DeleteBucketLifecycle. The rules are kept; nothing
/// expires by them.
/// </summary>
internal sealed class LifecycleOperations(ObjectStore store, BucketSettings settings)
{
    private const string Name = "lifecycle";
    private const int MostRules = 1000;

    public Task GetAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        if (settings.Find(request.Bucket, Name) is { } document)
            return S3Xml.AnswerAsync(request, XElement.Parse(document));
        throw new AwsException("NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", 404)
        {
            Details = [("BucketName", request.Bucket)],
        };
    }

    public async Task PutAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        var document = S3Documents.Read(await S3Payload.ReadDocumentAsync(request));
        Check(document);
        settings.Put(request.Bucket, Name, document.ToString(SaveOptions.DisableFormatting));
        await request.AnswerEmptyAsync(200);
    }

    public Task DeleteAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        settings.Delete(request.Bucket, Name);
        return request.AnswerEmptyAsync(204);
    }

    private static void Check(XElement document)
    {
        var rules = document.Children("Rule").ToList();
        if (document.Name.LocalName != "LifecycleConfiguration" || rules.Count is 0 or > MostRules)
            throw S3Errors.MalformedXml();
        foreach (var rule in rules)
        {
            if (
                rule.Child("Status") is not ("Enabled" or "Disabled")
                || (rule.Child("Prefix") is null && rule.Child("Filter") is null)
            )
                throw S3Errors.MalformedXml();
            if (
                !rule.Elements()
                    .Any(e =>
                        e.Name.LocalName.Contains("Expiration")
                        || e.Name.LocalName.Contains("Transition")
                        || e.Name.LocalName == "AbortIncompleteMultipartUpload"
                    )
            )
                throw new AwsException("InvalidRequest", "At least one action needs to be specified in a rule");
        }

        var ids = rules.Select(r => r.Child("ID")).Where(id => id is not null).ToList();
        if (ids.Count != ids.Distinct().Count())
            throw S3Errors.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule", "ID", "");
    }
}
