using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http;

/// <summary>Error answers of the host itself, as problem+json (RFC 9457).</summary>
public static class Problem
{
    /// <summary>400.</summary>
    /// <param name="detail">One sentence: what is wrong, and what would be right.</param>
    public static IResult BadRequest(string detail) =>
        Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>404.</summary>
    /// <param name="detail">One sentence: what there is none of.</param>
    public static IResult NotFound(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status404NotFound);

    /// <summary>404 for an instance.</summary>
    /// <param name="instanceId">The id that none has.</param>
    public static IResult NoInstance(string instanceId) => NotFound($"There is no instance '{instanceId}'.");

    /// <summary>409.</summary>
    /// <param name="detail">One sentence: what stands against it.</param>
    public static IResult Conflict(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status409Conflict);

    /// <summary>410.</summary>
    /// <param name="detail">One sentence: what has ended.</param>
    public static IResult Gone(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status410Gone);
}
