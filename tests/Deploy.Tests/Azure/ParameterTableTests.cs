using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Deploy.Tests.Azure;

/// <summary>deploy/azure/README.md tells of every parameter of the template, in the template's own words.</summary>
[Collection(nameof(BicepTemplates))]
public sealed class ParameterTableTests(BicepTemplates templates)
{
    private static readonly string Page = Repository.Path("deploy", "azure", "README.md");

    [Fact]
    public void ParameterTable_OfThePage_IsTheTemplates()
    {
        string[] head = ["| parameter | default | what it is |", "| --- | --- | --- |"];

        MadeTable.ShouldBeIn(Page, [.. head, .. templates.Template["parameters"]!.AsObject().SelectMany(Rows)]);
    }

    [Fact]
    public void Parameters_AndWhatTheyHold_AreDescribed()
    {
        var parameters = templates.Template["parameters"]!.AsObject();

        parameters.Count.ShouldBeGreaterThan(9);
        parameters.SelectMany(Described).ShouldAllBe(one => one.Description.Length > 0);
    }

    [Fact]
    public void Variables_ThatParametersFilesRead_AreOnThePage()
    {
        var page = File.ReadAllText(Page);
        var read = Directory
            .GetFiles(Repository.Path("deploy", "azure"), "*.bicepparam")
            .SelectMany(file =>
                Regex.Matches(
                    File.ReadAllText(file),
                    @"readEnvironmentVariable\('(?<name>\w+)'",
                    RegexOptions.ExplicitCapture,
                    TimeSpan.FromSeconds(1)
                )
            )
            .Select(match => match.Groups["name"].Value)
            .Distinct()
            .ToList();

        read.Count.ShouldBeGreaterThan(4);
        read.ShouldAllBe(name => page.Contains($"| `{name}` |", StringComparison.Ordinal));
    }

    private IEnumerable<string> Rows(KeyValuePair<string, JsonNode?> parameter) =>
        Described(parameter).Select(one => $"| `{one.Name}` | {one.Default} | {one.Description} |");

    // A parameter, then, where it is an object, what it holds.
    private IEnumerable<(string Name, string Default, string Description)> Described(
        KeyValuePair<string, JsonNode?> parameter
    )
    {
        yield return (parameter.Key, Default(parameter.Value!), Description(parameter.Value!));
        foreach (var (name, property) in Properties(parameter.Value!))
            yield return ($"{parameter.Key}.{name}", Default(property!), Description(property!));
    }

    private JsonObject Properties(JsonNode parameter)
    {
        if (parameter["$ref"] is not { } reference)
            return [];
        var type = reference.GetValue<string>().Split('/')[^1];
        return templates.Template["definitions"]![type]!["properties"]!.AsObject();
    }

    private static string Default(JsonNode parameter)
    {
        if (parameter["defaultValue"] is { } value)
            return $"`{value.ToJsonString().Trim('"')}`".Replace("``", "empty", StringComparison.Ordinal);
        return parameter["nullable"]?.GetValue<bool>() == true ? "null" : "required";
    }

    private static string Description(JsonNode parameter)
    {
        var text = parameter["metadata"]?["description"]?.GetValue<string>() ?? "";
        var allowed = parameter["allowedValues"]?.AsArray().Select(value => $"`{value}`") ?? [];
        var values = string.Join(", ", allowed);
        return values.Length == 0 ? text : $"{text} One of {values}.";
    }
}
