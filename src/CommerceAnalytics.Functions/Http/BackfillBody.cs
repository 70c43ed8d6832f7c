using System.Text.Json;
using CommerceAnalytics.Backfills;

namespace CommerceAnalytics.Functions.Http;

/// <summary>What the body of <c>POST /api/backfills</c> asks for.</summary>
/// <param name="Input">Which nights of what.</param>
/// <param name="EstimateOnly">Whether it is only to be told what they would cost.</param>
internal sealed record BackfillBody(BackfillRequestInput Input, bool EstimateOnly)
{
    private static readonly JsonBody<BackfillBody> Body = new(
        "a backfill",
        new Dictionary<string, Func<BackfillBody, JsonProperty, List<string>, BackfillBody>>
        {
            ["from"] = (body, member, problems) =>
                body.With(asked => asked with { From = JsonBody.Date(member, problems) }),
            ["to"] = (body, member, problems) =>
                body.With(asked => asked with { To = JsonBody.Date(member, problems) }),
            ["service_names"] = (body, member, problems) =>
                body.With(asked => asked with { ServiceNames = JsonBody.Texts(member, problems) }),
            ["query_types"] = (body, member, problems) =>
                body.With(asked => asked with { QueryTypes = JsonBody.Texts(member, problems) }),
            ["force"] = (body, member, problems) =>
                body.With(asked => asked with { Force = JsonBody.Flag(member, problems) }),
            ["estimate_only"] = (body, member, problems) =>
                body with
                {
                    EstimateOnly = JsonBody.Flag(member, problems),
                },
        }
    );

    /// <summary>What is asked for. What is wrong with it is added to the problems.</summary>
    public static BackfillBody Read(string text, List<string> problems) =>
        Body.Read(text, new(new(From: null, To: null), EstimateOnly: false), problems);

    private BackfillBody With(Func<BackfillRequestInput, BackfillRequestInput> change) =>
        this with
        {
            Input = change(Input),
        };
}
