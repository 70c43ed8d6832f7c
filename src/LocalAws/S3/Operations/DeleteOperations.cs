using System.Xml.Linq;
using LocalAws.Faults;
using LocalAws.Iam.Access;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Wire;

namespace LocalAws.S3.Operations;

/// <summary>DeleteObject and DeleteObjects. Deleting what is not there succeeds, as in S3.</summary>
internal sealed class DeleteOperations(ObjectStore store, S3Guard guard)
{
    private const int MostKeys = 1000;

    public Task DeleteAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        var condition = Conditions.OfChange(request.Key, request.Header("If-Match"));
        store.Delete(request.Bucket, request.Key, condition);
        return request.AnswerEmptyAsync(204);
    }

    public async Task DeleteManyAsync(S3Request request)
    {
        store.BucketFolder(request.Bucket);
        if (request.Header("Content-MD5") is null && Checksum.Announced(request) is null)
            throw new AwsException(
                "InvalidRequest",
                "Missing required header for this request: Content-MD5 OR x-amz-checksum-*"
            );
        var document = S3Documents.Read(await S3Payload.ReadDocumentAsync(request));
        var asked = document.Children("Object").Select(o => (Key: o.Child("Key")!, ETag: o.Child("ETag"))).ToList();
        if (document.Name.LocalName != "Delete" || asked.Count is 0 or > MostKeys)
            throw S3Errors.MalformedXml();
        if (asked.Exists(o => string.IsNullOrEmpty(o.Key)))
            throw S3Errors.MalformedXml();

        var quiet = string.Equals(document.Child("Quiet"), "true", StringComparison.OrdinalIgnoreCase);
        var faults = RequestFaults.Of(request.Http);
        var answers = asked
            .Select((o, i) => DeleteOne(request, o.Key, o.ETag, faults.OnDelete(i, $"{request.Bucket}/{o.Key}")))
            .Where(a => !quiet || a.Name.LocalName == "Error");
        await S3Xml.AnswerAsync(request, new XElement("DeleteResult", answers));
    }

    private XElement DeleteOne(S3Request request, string key, string? etag, AwsException? fault)
    {
        if (fault is not null)
            return Error(key, fault.Code, fault.Message);
        try
        {
            guard.Demand(request, "s3:DeleteObject", request.Bucket, key);
            store.Delete(request.Bucket, key, Conditions.OfChange(key, etag));
            return new("Deleted", new XElement("Key", key));
        }
        catch (AwsException e)
        {
            return Error(key, e.Code, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Error(key, "InternalError", "We encountered an internal error. Please try again.");
        }
    }

    private static XElement Error(string key, string code, string message)
    {
        var error = new XElement("Error");
        error.Add(new XElement("Key", key));
        error.Add(new XElement("Code", code));
        error.Add(new XElement("Message", message));
        return error;
    }
}
