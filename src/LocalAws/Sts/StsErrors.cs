using LocalAws.Signing;
using LocalAws.Wire;

namespace LocalAws.Sts;

/// <summary>STS's refusals.</summary>
internal static class StsErrors
{
    public static AwsException Word(SignatureException e) =>
        e.Problem switch
        {
            SignatureProblem.Missing => new(
                "MissingAuthenticationToken",
                "Request is missing Authentication Token",
                403
            ),
            SignatureProblem.Malformed => new("IncompleteSignature", e.Message, 400),
            SignatureProblem.UnknownKey or SignatureProblem.WrongToken => new(
                "InvalidClientTokenId",
                "The security token included in the request is invalid.",
                403
            ),
            SignatureProblem.ExpiredToken => new(
                "ExpiredToken",
                "The security token included in the request is expired",
                403
            ),
            SignatureProblem.Stale => new("SignatureDoesNotMatch", e.Message, 403),
            SignatureProblem.WrongScope => new(
                "SignatureDoesNotMatch",
                $"Credential should be scoped to a valid region or service: {e.Message}.",
                403
            ),
            _ => new(
                "SignatureDoesNotMatch",
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. "
                    + "Consult the service documentation for details.",
                403
            ),
        };

    public static AwsException Invalid(string value, string member, string constraint) =>
        new(
            "ValidationError",
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        );

    public static AwsException Missing(string member) =>
        new(
            "ValidationError",
            $"1 validation error detected: Value null at '{member}' failed to satisfy constraint: Member must not be null"
        );
}
