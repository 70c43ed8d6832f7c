using CommerceAnalytics.Runs;

namespace CommerceAnalytics.Functions.Http;

/// <summary>Reads the body of <c>POST /api/runs</c>.</summary>
internal static class RunBody
{
    private static readonly JsonBody<RunRequestInput> Body = new(
        "a run",
        new Dictionary<string, Func<RunRequestInput, System.Text.Json.JsonProperty, List<string>, RunRequestInput>>
        {
            ["service_names"] = (run, member, problems) => run with { ServiceNames = JsonBody.Texts(member, problems) },
            ["execution_date"] = (run, member, problems) =>
                run with
                {
                    ExecutionDate = JsonBody.Date(member, problems),
                },
            ["query_types"] = (run, member, problems) => run with { QueryTypes = JsonBody.Texts(member, problems) },
            ["force"] = (run, member, problems) => run with { Force = JsonBody.Flag(member, problems) },
            ["reextract"] = (run, member, problems) => run with { Reextract = JsonBody.Texts(member, problems) ?? [] },
        }
    );

    /// <summary>What is asked for. What is wrong with it is added to the problems.</summary>
    public static RunRequestInput Read(string body, List<string> problems) =>
        Body.Read(body, new RunRequestInput(), problems);
}
