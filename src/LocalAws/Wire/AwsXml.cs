using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace LocalAws.Wire;

/// <summary>Reads and writes AWS's XML documents.</summary>
internal static class AwsXml
{
    // Object keys may hold characters that XML 1.0 cannot; AWS writes them as references all the same, which is what
    // this leaves to clients.
    private static readonly XmlWriterSettings Writing = new()
    {
        Encoding = new UTF8Encoding(false),
        CheckCharacters = false,
    };

    public static async Task WriteAsync(HttpContext http, int status, XElement document)
    {
        using var buffer = new MemoryStream();
        using (var writer = XmlWriter.Create(buffer, Writing))
            document.Save(writer);
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/xml";
        http.Response.ContentLength = buffer.Length;
        buffer.Position = 0;
        if (!HttpMethods.IsHead(http.Request.Method))
            await buffer.CopyToAsync(http.Response.Body, http.RequestAborted);
    }

    /// <summary>Reads a document without external entities. Throws <see cref="XmlException"/>.</summary>
    public static XElement Read(byte[] body)
    {
        using var reader = XmlReader.Create(
            new MemoryStream(body),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null }
        );
        return XElement.Load(reader);
    }

    /// <summary>Text of a child, whatever the namespace; null where there is none.</summary>
    public static string? Child(this XElement element, string name) => element.Children(name).FirstOrDefault()?.Value;

    /// <summary>Children of a name, whatever the namespace: clients differ in whether they give one.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) =>
        element.Elements().Where(e => e.Name.LocalName == name);
}
