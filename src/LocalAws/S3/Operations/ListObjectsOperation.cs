using System.Text;
using System.Xml.Linq;
using LocalAws.S3.Storage;

namespace LocalAws.S3.Operations;

/// <summary>ListObjectsV2 and ListObjects, its first version.</summary>
internal sealed class ListObjectsOperation(ObjectStore store)
{
    public Task ListAsync(S3Request request)
    {
        var token = request.Parameter("continuation-token") ?? "";
        var listing = Listing.Read(request, token.Length > 0 ? After(token) : request.Parameter("start-after") ?? "");
        var page = Page(request, listing);
        var spell = Listing.Spelling(request);
        return S3Xml.AnswerAsync(
            request,
            new XElement(
                "ListBucketResult",
                Common(request, listing, page, spell),
                new XElement("KeyCount", page.Items.Count),
                Optional("ContinuationToken", token),
                Optional(
                    "NextContinuationToken",
                    page.Next is { } next ? Convert.ToBase64String(Encoding.UTF8.GetBytes(next)) : ""
                ),
                Optional("StartAfter", spell(request.Parameter("start-after") ?? "")),
                page.Items.Select(item => Element(request.Bucket, item, spell))
            )
        );
    }

    public Task ListFirstVersionAsync(S3Request request)
    {
        var marker = request.Parameter("marker") ?? "";
        var listing = Listing.Read(request, ListedPage.After(marker, request.Parameter("delimiter") ?? ""));
        var page = Page(request, listing);
        var spell = Listing.Spelling(request);
        return S3Xml.AnswerAsync(
            request,
            new XElement(
                "ListBucketResult",
                Common(request, listing, page, spell),
                new XElement("Marker", spell(marker)),
                // Without a delimiter clients go on after the last key.
                listing.Delimiter.Length > 0
                && !page.IsLast
                    ? new XElement("NextMarker", spell(page.Items[^1].Key))
                    : null,
                page.Items.Select(item => Element(request.Bucket, item, spell))
            )
        );
    }

    private ListedPage Page(S3Request request, Listing listing)
    {
        var folder = store.BucketFolder(request.Bucket);
        var markers = store.Markers(request.Bucket);
        return listing.Page(folder, markers);
    }

    private static XElement?[] Common(
        S3Request request,
        Listing listing,
        ListedPage page,
        Func<string, string> spell
    ) =>
        [
            new("Name", request.Bucket),
            new("Prefix", spell(listing.Prefix)),
            Optional("Delimiter", spell(listing.Delimiter)),
            new("MaxKeys", listing.MaxKeys),
            Optional("EncodingType", request.Parameter("encoding-type") ?? ""),
            new("IsTruncated", page.IsLast ? "false" : "true"),
        ];

    private XElement Element(string bucket, WalkedKey item, Func<string, string> spell)
    {
        if (item.IsPrefix)
            return new("CommonPrefixes", new XElement("Prefix", spell(item.Key)));
        return new(
            "Contents",
            new XElement("Key", spell(item.Key)),
            new XElement("LastModified", S3Xml.Time(item.File!.LastWriteTimeUtc)),
            new XElement("ETag", S3Xml.Quoted(store.Facts(bucket, item).ETag)),
            new XElement("Size", item.Size),
            new XElement("StorageClass", "STANDARD")
        );
    }

    private static XElement? Optional(string name, string value)
    {
        if (value.Length == 0)
            return null;
        return new(name, value);
    }

    private static string After(string token)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(token));
        }
        catch (FormatException)
        {
            throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
        }
    }
}
