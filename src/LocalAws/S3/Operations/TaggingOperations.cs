using System.Xml.Linq;
using LocalAws.S3.Payloads;
using LocalAws.S3.Storage;
using LocalAws.Wire;
using Microsoft.AspNetCore.WebUtilities;

namespace LocalAws.S3.Operations;

/// <summary>GetObjectTagging, PutObjectTagging, DeleteObjectTagging.</summary>
internal sealed class TaggingOperations(ObjectStore store)
{
    private const int MostTags = 10;

    public async Task GetAsync(S3Request request)
    {
        using var stored = store.Open(request.Bucket, request.Key);
        var tags = (stored.Facts.Tags ?? []).Select(t => new XElement(
            "Tag",
            new XElement("Key", t[0]),
            new XElement("Value", t[1])
        ));
        await S3Xml.AnswerAsync(request, new XElement("Tagging", new XElement("TagSet", tags)));
    }

    public async Task PutAsync(S3Request request)
    {
        var document = S3Documents.Read(await S3Payload.ReadDocumentAsync(request));
        if (document.Name.LocalName != "Tagging" || document.Children("TagSet").FirstOrDefault() is not { } set)
            throw S3Errors.MalformedXml();
        var tags = Checked([
            .. set.Children("Tag")
                .Select(t => (string[])[t.Child("Key") ?? throw S3Errors.MalformedXml(), t.Child("Value") ?? ""]),
        ]);
        store.Change(request.Bucket, request.Key, facts => facts with { Tags = tags });
        await request.AnswerEmptyAsync(200);
    }

    public Task DeleteAsync(S3Request request)
    {
        store.Change(request.Bucket, request.Key, facts => facts with { Tags = null });
        return request.AnswerEmptyAsync(204);
    }

    /// <summary>Tags that come with a write, or null. Throws <c>InvalidTag</c>.</summary>
    public static IReadOnlyList<string[]>? Sent(S3Request request)
    {
        if (request.Header("x-amz-tagging") is { Length: > 0 } text)
            return Checked([.. QueryHelpers.ParseQuery(text).Select(t => (string[])[t.Key, t.Value.ToString()])]);
        return null;
    }

    private static List<string[]> Checked(List<string[]> tags)
    {
        if (tags.Count > MostTags)
            throw new AwsException("BadRequest", "Object tags cannot be greater than 10");
        if (tags.Exists(t => t[0].Length is 0 or > 128))
            throw new AwsException("InvalidTag", "The TagKey you have provided is invalid");
        if (tags.Exists(t => t[1].Length > 256))
            throw new AwsException("InvalidTag", "The TagValue you have provided is invalid");
        if (tags.Select(t => t[0]).Distinct().Count() == tags.Count)
            return tags;
        throw new AwsException("InvalidTag", "Cannot provide multiple Tags with the same key");
    }
}
