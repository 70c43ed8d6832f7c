using System.Xml.Linq;
using LocalAws.Faults;
using LocalAws.S3.Storage;
using LocalAws.Signing;

namespace LocalAws.S3.Operations;

/// <summary>ListObjectsV2.</summary>
internal sealed class ListObjectsOperation(ObjectStore store)
{
    private const int LargestPage = 1000;

    public Task ListAsync(S3Request request)
    {
        var folder = store.BucketFolder(request.Bucket);
        var question = Question.Read(request);
        var page = Page.Of(folder, question);
        var encode = Encoding(request);
        return S3Xml.AnswerAsync(request, new XElement(
            "ListBucketResult",
            new XElement("Name", request.Bucket),
            new XElement("Prefix", encode(question.Prefix)),
            Optional("Delimiter", encode(question.Delimiter)),
            new XElement("MaxKeys", question.MaxKeys),
            Optional("EncodingType", request.Parameter("encoding-type") ?? ""),
            new XElement("KeyCount", page.Items.Count),
            new XElement("IsTruncated", page.Next is null ? "false" : "true"),
            Optional("ContinuationToken", request.Parameter("continuation-token") ?? ""),
            Optional("NextContinuationToken", page.Next ?? ""),
            Optional("StartAfter", encode(request.Parameter("start-after") ?? "")),
            page.Items.Select(item => Element(request.Bucket, item, encode))));
    }

    private XElement Element(string bucket, WalkedKey item, Func<string, string> encode) => item.File is not { } file
        ? new("CommonPrefixes", new XElement("Prefix", encode(item.Key)))
        : new(
            "Contents",
            new XElement("Key", encode(item.Key)),
            new XElement("LastModified", S3Xml.Time(file.LastWriteTimeUtc)),
            new XElement("ETag", S3Xml.Quoted(store.Facts(bucket, item.Key, file).ETag)),
            new XElement("Size", file.Length),
            new XElement("StorageClass", "STANDARD"));

    private static XElement? Optional(string name, string value) => value.Length == 0 ? null : new(name, value);

    private static Func<string, string> Encoding(S3Request request) => request.Parameter("encoding-type") switch
    {
        null or "" => text => text,
        "url" => text => text.Length == 0 ? "" : SigV4Encoding.EncodePath(text),
        { } other => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", other),
    };

    private sealed record Question(string Prefix, string Delimiter, string After, int MaxKeys, int PageSize)
    {
        public static Question Read(S3Request request)
        {
            var maxKeys = Math.Min(request.Number("max-keys") ?? LargestPage, LargestPage);
            var after = request.Parameter("continuation-token") is { Length: > 0 } token ? Page.After(token) : request.Parameter("start-after") ?? "";
            return new(request.Parameter("prefix") ?? "", request.Parameter("delimiter") ?? "", after, maxKeys, RequestFaults.Of(request.Http).PageOf(maxKeys));
        }
    }

    private sealed record Page(IReadOnlyList<WalkedKey> Items, string? Next)
    {
        // Sorts behind every key that begins with the text before it.
        private const string Last = "\U0010FFFF";

        public static Page Of(string folder, Question question)
        {
            if (question.PageSize == 0)
                return new([], Next: null);
            var walk = new KeyWalk(folder, question.Prefix, question.After, collapse: question.Delimiter == "/");
            var items = Grouped(walk.Keys(), question).Take(question.PageSize + 1).ToList();
            if (items.Count <= question.PageSize)
                return new(items, Next: null);
            items.RemoveAt(question.PageSize);
            var last = items[^1];
            return new(items, Token(last.File is null ? last.Key + Last : last.Key));
        }

        public static string After(string token)
        {
            try
            {
                return System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(token));
            }
            catch (FormatException)
            {
                throw S3Errors.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
            }
        }

        private static string Token(string after) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(after));

        // A slash has been taken care of by the walk; any other delimiter is looked for here.
        private static IEnumerable<WalkedKey> Grouped(IEnumerable<WalkedKey> keys, Question question)
        {
            string? group = null;
            foreach (var key in keys)
            {
                var end = question.Delimiter.Length == 0 || key.File is null
                    ? -1
                    : key.Key.IndexOf(question.Delimiter, question.Prefix.Length, StringComparison.Ordinal);
                if (end < 0)
                    yield return key;
                else if (key.Key[..(end + question.Delimiter.Length)] is var found && found != group)
                    yield return new(group = found, File: null);
            }
        }
    }
}
