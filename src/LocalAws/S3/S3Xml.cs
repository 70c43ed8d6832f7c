using System.Xml.Linq;
using LocalAws.Wire;
using Microsoft.AspNetCore.Http;

namespace LocalAws.S3;

/// <summary>S3's documents.</summary>
internal static class S3Xml
{
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Answers with a document, putting all its elements into S3's namespace.</summary>
    public static Task AnswerAsync(S3Request request, XElement document)
    {
        foreach (var element in document.DescendantsAndSelf())
            element.Name = Namespace + element.Name.LocalName;
        return AwsXml.WriteAsync(request.Http, StatusCodes.Status200OK, document);
    }

    public static string Time(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string HttpTime(DateTime utc) => utc.ToString("R");

    public static string Quoted(string etag) => $"\"{etag}\"";

    public static XElement[] Names(S3Request request) => [new("Bucket", request.Bucket), new("Key", request.Key)];

    public static XElement Owner(string name)
    {
        var id = new XElement("ID", Signing.Caller.Account);
        return new(name, id, new XElement("DisplayName", "local"));
    }
}
