using System.Net;

namespace CommerceAnalytics.Aws.Tests.Support;

/// <summary>What STS answers, as it does on the wire.</summary>
internal static class Sts
{
    public static Answer Session(string action, string key) =>
        new(
            $"""
            <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><{action}Result>
              <Credentials><AccessKeyId>{key}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>session-token</SessionToken><Expiration>2099-10-28T05:00:00Z</Expiration></Credentials>
            </{action}Result><ResponseMetadata><RequestId>sts-1</RequestId></ResponseMetadata></{action}Response>
            """,
            ContentType: "text/xml"
        );

    public static Answer Error(string code, string message, HttpStatusCode status = HttpStatusCode.Forbidden) =>
        new(
            $"""<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>{code}</Code><Message>{message}</Message></Error><RequestId>sts-2</RequestId></ErrorResponse>""",
            status,
            "text/xml"
        );

    public static Dictionary<string, string> Form(this SeenRequest request) =>
        Microsoft
            .AspNetCore.WebUtilities.QueryHelpers.ParseQuery(request.Text)
            .ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
}
