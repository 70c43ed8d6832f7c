using LocalAws.Signing;
using LocalAws.Wire;

namespace LocalAws.S3;

/// <summary>S3's refusals, in its own words.</summary>
internal static class S3Errors
{
    public static AwsException NoSuchBucket(string bucket) =>
        new("NoSuchBucket", "The specified bucket does not exist", 404) { Details = [("BucketName", bucket)] };

    public static AwsException BucketNotEmpty(string bucket) =>
        new("BucketNotEmpty", "The bucket you tried to delete is not empty", 409)
        {
            Details = [("BucketName", bucket)],
        };

    public static AwsException NoSuchKey(string key) =>
        new("NoSuchKey", "The specified key does not exist.", 404) { Details = [("Key", key)] };

    public static AwsException NoSuchUpload(string id) =>
        new(
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.",
            404
        )
        {
            Details = [("UploadId", id)],
        };

    public static AwsException InvalidArgument(string message, string name, string value) =>
        new("InvalidArgument", message) { Details = [("ArgumentName", name), ("ArgumentValue", value)] };

    public static AwsException MalformedXml() =>
        new(
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema"
        );

    public static AwsException IncompleteBody() => new("IncompleteBody", "The request body terminated unexpectedly");

    public static AwsException BadChecksum(string algorithm) =>
        new("BadDigest", $"The {algorithm} you specified did not match the calculated checksum.");

    public static AwsException NotImplemented(string what) => new("NotImplemented", what, 501);

    /// <summary>
    /// S3 takes such keys; a lake of files cannot hold them, and another name for them would surprise whoever reads the
    /// files.
    /// </summary>
    public static AwsException NotRepresentable(string key, string why) =>
        NotImplemented($"LocalAws keeps objects as files, and the key '{key}' cannot be the path of one: {why}.");

    public static AwsException PreconditionFailed(string condition) =>
        new("PreconditionFailed", "At least one of the pre-conditions you specified did not hold", 412)
        {
            Details = [("Condition", condition)],
        };

    public static AwsException Word(SignatureException e) =>
        e.Problem switch
        {
            SignatureProblem.Missing => new("AccessDenied", "Access Denied", 403),
            SignatureProblem.Malformed => new(
                "AuthorizationHeaderMalformed",
                "The authorization header is malformed; " + e.Message
            ),
            SignatureProblem.UnknownKey => new(
                "InvalidAccessKeyId",
                "The AWS Access Key Id you provided does not exist in our records.",
                403
            )
            {
                Details = [("AWSAccessKeyId", e.Message)],
            },
            SignatureProblem.WrongToken => new("InvalidToken", "The provided token is malformed or otherwise invalid."),
            SignatureProblem.ExpiredToken => new("ExpiredToken", "The provided token has expired."),
            SignatureProblem.Stale => new(
                "RequestTimeTooSkewed",
                "The difference between the request time and the current time is too large.",
                403
            ),
            SignatureProblem.MalformedUrl => new("AuthorizationQueryParametersError", e.Message),
            SignatureProblem.ExpiredUrl => new("AccessDenied", "Request has expired", 403),
            SignatureProblem.WrongScope => new(
                "AuthorizationHeaderMalformed",
                $"The authorization header is malformed; the {e.Message}"
            ),
            _ => new(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
                403
            ),
        };
}
