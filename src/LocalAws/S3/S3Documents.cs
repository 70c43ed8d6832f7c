using System.Xml;
using System.Xml.Linq;
using LocalAws.Wire;

namespace LocalAws.S3;

/// <summary>Documents that clients send.</summary>
internal static class S3Documents
{
    /// <summary>Throws <c>MalformedXML</c>.</summary>
    public static XElement Read(byte[] body)
    {
        try
        {
            return AwsXml.Read(body);
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }
}
