using System.Text.Json;

namespace CommerceAnalytics.Functions.Http;

/// <summary>What the body of <c>POST /api/runs/{id}/publish</c> asks for.</summary>
/// <param name="Tables">Live tables; none for all that are held.</param>
/// <param name="AskedBy">Who asks; null where it is not said.</param>
internal sealed record PublishBody(IReadOnlyList<string> Tables, string? AskedBy)
{
    private const int MostCharacters = 100;

    private static readonly JsonBody<PublishBody> Body = new(
        "a publication",
        new Dictionary<string, Func<PublishBody, JsonProperty, List<string>, PublishBody>>
        {
            ["tables"] = (body, member, problems) => body with { Tables = JsonBody.Texts(member, problems) ?? [] },
            ["asked_by"] = (body, member, problems) => body with { AskedBy = Name(member, problems) },
        }
    );

    /// <summary>What is asked for. What is wrong with it is added to the problems.</summary>
    public static PublishBody Read(string text, List<string> problems) => Body.Read(text, new([], null), problems);

    private static string? Name(JsonProperty member, List<string> problems)
    {
        if (
            member.Value.ValueKind == JsonValueKind.String
            && member.Value.GetString() is { Length: > 0 and <= MostCharacters } name
            && !name.Any(char.IsControl)
        )
            return name;
        problems.Add($"{member.Name} must be a name of at most {MostCharacters} characters.");
        return null;
    }
}
