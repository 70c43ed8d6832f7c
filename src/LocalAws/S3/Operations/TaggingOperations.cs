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
        var set = new XElement("TagSet");
        foreach (var tag in stored.Facts.Tags ?? [])
        {
            var key = new XElement("Key", tag[0]);
            var value = new XElement("Value", tag[1]);
            set.Add(new XElement("Tag", key, value));
        }

        await S3Xml.AnswerAsync(request, new XElement("Tagging", set));
    }

    public async Task PutAsync(S3Request request)
    {
        var document = S3Documents.Read(await S3Payload.ReadDocumentAsync(request));
        if (document.Name.LocalName != "Tagging" || document.Children("TagSet").FirstOrDefault() is not { } set)
            throw S3Errors.MalformedXml();
        var tags = Checked(set.Children("Tag").Select(Tag));
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
        if (request.Header("x-amz-tagging") is not { Length: > 0 } text)
            return null;
        var parameters = QueryHelpers.ParseQuery(text);
        return Checked(parameters.Select(p => new[] { p.Key, p.Value.ToString() }));
    }

    private static string[] Tag(XElement element)
    {
        var key = element.Child("Key") ?? throw S3Errors.MalformedXml();
        return [key, element.Child("Value") ?? ""];
    }

    private static List<string[]> Checked(IEnumerable<string[]> sent)
    {
        var tags = sent.ToList();
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
