using Microsoft.AspNetCore.Http;

namespace CommerceAnalytics.LocalHost.Http;

/// <summary>Error answers of the host itself, as problem+json (RFC 9457).</summary>
internal static class Problem
{
    public static IResult BadRequest(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    public static IResult NotFound(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    public static IResult Gone(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status410Gone);
}
