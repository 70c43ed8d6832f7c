using LocalAws.Catalog;
using LocalAws.Wire;

namespace LocalAws.Glue;

/// <summary>Glue's refusals.</summary>
internal static class GlueErrors
{
    public static AwsException Invalid(string message) => new("InvalidInputException", message);

    public static AwsException NotFound(string message) => new("EntityNotFoundException", message);

    /// <summary>The name in lower case, as Glue keeps it. Throws where it is missing or cannot be a name.</summary>
    public static string Name(string? value, string member)
    {
        var name = Required(value, member).ToLowerInvariant();
        if (name.Length is > 0 and <= 255 && !name.Any(char.IsControl))
            return name;
        throw new AwsException(
            "ValidationException",
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must have length between 1 and 255 and no control characters"
        );
    }

    public static T Required<T>(T? value, string member)
        where T : class
    {
        return value
            ?? throw new AwsException(
                "ValidationException",
                $"1 validation error detected: Value at '{member}' failed to satisfy constraint: Member must not be null"
            );
    }

    /// <summary>A page size within its limits, or the largest where none was given.</summary>
    public static int PageSize(int? asked, int largest) =>
        asked switch
        {
            null => largest,
            < 1 => throw Constraint("maxResults", asked, "Member must have value greater than or equal to 1"),
            _ when asked > largest => throw Constraint(
                "maxResults",
                asked,
                $"Member must have value less than or equal to {largest}"
            ),
            _ => asked.Value,
        };

    /// <summary>A batch that is not too large.</summary>
    public static IReadOnlyList<T> AtMost<T>(IReadOnlyList<T>? batch, int most, string member)
    {
        if (Required(batch, member).Count <= most)
            return batch!;
        throw Constraint(member, batch!.Count, $"Member must have length less than or equal to {most}");
    }

    private static AwsException Constraint(string member, object value, string constraint) =>
        new(
            "ValidationException",
            $"1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: {constraint}"
        );

    /// <summary>Runs catalog work, putting its refusals on the wire as they are.</summary>
    public static T Worded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CatalogException e)
        {
            throw new AwsException(e.Code, e.Message);
        }
    }
}
