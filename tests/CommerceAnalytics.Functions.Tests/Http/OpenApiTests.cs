using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using CommerceAnalytics.Functions.Contracts;
using CommerceAnalytics.Functions.Runs;
using CommerceAnalytics.Functions.Tests.Fakes;
using Microsoft.OpenApi;

namespace CommerceAnalytics.Functions.Tests.Http;

/// <summary>The description is held to the functions that were built, and to what they answer.</summary>
public class OpenApiTests
{
    private readonly Pipeline _pipeline = new(settings => settings with { ServiceNames = ["theshop-brand"] });
    private readonly Api _api;

    public OpenApiTests() => _api = new(_pipeline);

    [Fact]
    public async Task Description_ReadByTheOfficialReader_IsSoundOpenApi31()
    {
        var (document, diagnostic) = OpenApiDocument.Parse((await _api.OpenApiAsync()).Text, OpenApiConstants.Json);
        diagnostic!.Errors.ShouldBeEmpty();
        diagnostic.Warnings.ShouldBeEmpty();
        diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
        document!.Validate(ValidationRuleSet.GetDefaultRuleSet()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Description_BuiltFunctions_AreAllThereWithTheirMethodsAndNothingMore()
    {
        var described =
            from path in (await DescriptionAsync()).Paths
            from operation in path.Value.Operations!
            select $"{operation.Value.OperationId}: {operation.Key} {path.Key}";
        described.ShouldBe(BuiltFunctions(), ignoreOrder: true);
    }

    [Fact]
    public async Task Description_AddressesWithAKey_TakeItInHeaderOrQuery()
    {
        foreach (var operation in Operations(await DescriptionAsync()))
        {
            var schemes = operation.Security!.SelectMany(requirement => requirement.Keys).Select(scheme => scheme.Name);
            string[] expected = operation.OperationId == FunctionNames.ProbeHealth ? [] : ["x-functions-key", "code"];
            schemes.ShouldBe(expected, operation.OperationId);
        }
    }

    [Fact]
    public async Task Description_Operations_AllSayWhatTheyDoAndAnswer()
    {
        foreach (var operation in Operations(await DescriptionAsync()))
        {
            operation.Summary.ShouldNotBeNullOrEmpty(operation.OperationId);
            operation.Description.ShouldNotBeNullOrEmpty(operation.OperationId);
            operation.Tags!.ShouldNotBeEmpty(operation.OperationId);
            operation.Responses!.Values.ShouldAllBe(response => response.Description!.Length > 0);
            (operation.Parameters ?? []).ShouldAllBe(parameter => parameter.Example != null);
        }
    }

    [Fact]
    public async Task BodyExamples_All_AreAccepted()
    {
        var bodies = Operations(await DescriptionAsync())
            .Where(operation => operation.RequestBody is not null)
            .ToDictionary(operation => operation.OperationId!, operation => operation.RequestBody!.Content!.Values);
        bodies.Keys.ShouldBe(
            [FunctionNames.StartBackfill, FunctionNames.StartRun, FunctionNames.PublishRun],
            ignoreOrder: true
        );
        (await _api.StartAsync(Example(FunctionNames.StartRun))).Status.ShouldBe(202);
        (await _api.BackfillAsync(Example(FunctionNames.StartBackfill))).Status.ShouldBe(
            200,
            "it asks what it would cost"
        );
        var published = await _api.PublishAsync("commerce-2020-01-01", Example(FunctionNames.PublishRun));
        published.Status.ShouldBe(404, "the body is read, and then the run looked for");

        string Example(string function) => bodies[function].Single().Schema!.Examples![0].ToJsonString();
    }

    [Fact]
    public async Task BodyMembers_All_AreThoseThatAreTaken()
    {
        const string Unknown = """{"nothing":1,"from":"2025-10-20","to":"2025-10-21"}""";
        await ShouldTakeAsync("StartRun", await _api.StartAsync("""{"nothing":1}"""));
        await ShouldTakeAsync("StartBackfill", await _api.BackfillAsync(Unknown));
    }

    private async Task ShouldTakeAsync(string schema, Answer refused)
    {
        var described = (await DescriptionAsync()).Components!.Schemas![schema];
        described.AdditionalPropertiesAllowed.ShouldBeFalse();
        foreach (var member in described.Properties!.Keys)
            refused.Problems.Single().ShouldContain(member);
    }

    [Theory]
    [InlineData(FunctionNames.ListRuns)]
    [InlineData(FunctionNames.GetPlan)]
    [InlineData(FunctionNames.RollBackService)]
    public async Task QueryExamples_All_AreAccepted(string function)
    {
        var described = Operations(await DescriptionAsync()).Single(operation => operation.OperationId == function);
        var names = described.Parameters!.Where(parameter => parameter.In == ParameterLocation.Query);
        var query = "?" + string.Join("&", names.Select(parameter => $"{parameter.Name}={Text(parameter.Example!)}"));
        var answer = function switch
        {
            FunctionNames.ListRuns => await _api.ListAsync(query),
            FunctionNames.GetPlan => await _api.PlanAsync(query),
            _ => await _api.RollBackAsync("theshop-brand", query),
        };
        answer.Status.ShouldBeOneOf(200, 202);
    }

    [Fact]
    public async Task QueryNames_OfAllAddresses_AreDescribedWhereTheyAreTaken()
    {
        // An unknown name is refused with those that are known.
        var document = await DescriptionAsync();
        foreach (var (function, refused) in await RefusedQueriesAsync())
        {
            var described = Operations(document).Single(operation => operation.OperationId == function);
            var names = described.Parameters!.Where(p => p.In == ParameterLocation.Query).Select(p => p.Name);
            refused.Problems.ShouldHaveSingleItem().ShouldEndWith($"{string.Join(", ", names)}.");
        }
    }

    [Fact]
    public async Task Answers_OfARun_HaveExactlyTheMembersDescribed()
    {
        _pipeline.Start(_pipeline.Input(), StartKind.Scheduled);
        _pipeline.Hub.Run();
        var schemas = (await DescriptionAsync()).Components!.Schemas!;
        var report = (await _api.GetAsync("commerce-2025-10-28")).Json;
        ShouldFit(report, schemas["RunReport"]);
        ShouldFit((await _api.ListAsync()).Json, schemas["RunPage"]);
        ShouldFit((await _api.HealthAsync()).Json, schemas["HealthReport"]);
        ShouldFit((await _api.ProbeAsync()).Json, schemas["HealthWord"]);
        ShouldFit((await _api.ServiceAsync("theshop-brand", remove: false)).Json, schemas["ServiceContents"]);
        ShouldFit((await _api.StartAsync()).Json, schemas["ManagementPayload"]);
    }

    private async Task<OpenApiDocument> DescriptionAsync() =>
        OpenApiDocument.Parse((await _api.OpenApiAsync()).Text, OpenApiConstants.Json).Document!;

    private async Task<Dictionary<string, Answer>> RefusedQueriesAsync() =>
        new()
        {
            [FunctionNames.ListRuns] = await _api.ListAsync("?unknown=1"),
            [FunctionNames.GetPlan] = await _api.PlanAsync("?unknown=1"),
            [FunctionNames.RollBackService] = await _api.RollBackAsync("theshop-brand", "?unknown=1"),
        };

    private static IEnumerable<OpenApiOperation> Operations(OpenApiDocument document) =>
        document.Paths.Values.SelectMany(path => path.Operations!.Values);

    private static string Text(JsonNode example) => example is JsonArray many ? $"{many[0]}" : $"{example}";

    /// <summary>Each member is described, each that must be there is, and so for all that they hold.</summary>
    private static void ShouldFit(JsonElement value, IOpenApiSchema schema)
    {
        if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                ShouldFit(item, schema.Items!);
            return;
        }

        if (value.ValueKind != JsonValueKind.Object || schema.Properties is not { Count: > 0 } properties)
            return;
        var members = value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        members.Keys.Except(properties.Keys).ShouldBeEmpty();
        (schema.Required ?? new HashSet<string>()).Except(members.Keys).ShouldBeEmpty();
        foreach (var (name, member) in members)
            ShouldFit(member, properties[name]);
    }

    /// <summary>As the build wrote them for the host.</summary>
    private static IEnumerable<string> BuiltFunctions()
    {
        var built = typeof(OpenApiTests)
            .Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == "AppFolder");
        var file = Path.Combine(built.Value!, "functions.metadata");
        using var metadata = JsonDocument.Parse(File.ReadAllText(file));
        return
        [
            .. from function in metadata.RootElement.EnumerateArray()
            from binding in function.GetProperty("bindings").EnumerateArray()
            where binding.GetProperty("type").GetString() == "httpTrigger"
            from method in binding.GetProperty("methods").EnumerateArray()
            let verb = method.GetString()!.ToUpperInvariant()
            select $"{function.GetProperty("name")}: {verb} /api/{binding.GetProperty("route")}",
        ];
    }
}
