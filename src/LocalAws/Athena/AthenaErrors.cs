using LocalAws.Wire;

namespace LocalAws.Athena;

/// <summary>Athena's refusals.</summary>
internal static class AthenaErrors
{
    public static AwsException Invalid(string message, string code = "INVALID_INPUT") =>
        new("InvalidRequestException", message) { Details = [("AthenaErrorCode", code), ("ErrorCode", code)] };

    public static AwsException Malformed(string message) => Invalid(message, "MALFORMED_QUERY");

    public static AwsException ResultsAreManaged() =>
        Invalid("ManagedQueryResultsConfiguration and ResultConfiguration cannot be set together.");

    public static AwsException Metadata(string message) => new("MetadataException", message);

    public static AwsException Throttled() => new("ThrottlingException", "Rate exceeded");

    public static AwsException TooManyQueries() =>
        new(
            "TooManyRequestsException",
            "You have exceeded the limit for the number of queries you can run concurrently. Please reduce the number of concurrent queries submitted by "
                + "this account. Contact customer support to request a concurrent query limit increase."
        )
        {
            Details = [("Reason", "CONCURRENT_QUERY_LIMIT_EXCEEDED")],
        };

    public static AwsException UnknownQuery(string? id) =>
        Invalid($"QueryExecution {id} was not found", "QUERY_EXECUTION_NOT_FOUND");

    /// <summary>A constraint of the service's model that a member breaks.</summary>
    public static AwsException Constraint(string member, string constraint) =>
        Invalid($"1 validation error detected: Value at '{member}' failed to satisfy constraint: {constraint}");

    public static T Required<T>(T? value, string member)
        where T : class => value ?? throw Constraint(member, "Member must not be null");

    /// <summary>Throws where a text is shorter or longer than the model allows.</summary>
    public static void Length(string member, int length, int least, int most)
    {
        if (length < least)
            throw Constraint(member, $"Member must have length greater than or equal to {least}");
        if (length > most)
            throw Constraint(member, $"Member must have length less than or equal to {most}");
    }

    /// <summary>A page size within its limits, or the largest where none was given.</summary>
    public static int PageSize(int? asked, int largest)
    {
        var size = asked ?? largest;
        if (size >= 1 && size <= largest)
            return size;
        throw Constraint("maxResults", $"Member must have value between 1 and {largest}");
    }
}
