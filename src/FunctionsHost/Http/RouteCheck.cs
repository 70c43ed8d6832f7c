using FunctionsHost.Workers;
using Microsoft.AspNetCore.Routing.Patterns;

namespace FunctionsHost.Http;

/// <summary>
/// Finds the routes of an app that could not be served, before anything is: the router would take them, and answer 500
/// to whoever calls.
/// </summary>
internal static class RouteCheck
{
    // Management and administration, which are under no prefix.
    private static readonly string[] OfTheHost = ["admin", "runtime"];

    /// <param name="functions">The app's functions.</param>
    /// <param name="prefix">The route prefix of host.json; empty for none.</param>
    /// <param name="problems">Takes one sentence for each route that is wrong.</param>
    public static void Check(IReadOnlyList<FunctionDefinition> functions, string prefix, List<string> problems)
    {
        var served = new List<Served>();
        foreach (var function in functions)
        {
            if (function.Trigger is not HttpTrigger trigger)
                continue;
            if (Read(function, trigger, prefix, problems) is not { } route)
                continue;
            var others = served.Where(other => other.IsTakenBy(route));
            problems.AddRange(others.Select(other => Taken(other, route)));
            served.Add(route);
        }
    }

    private static Served? Read(FunctionDefinition function, HttpTrigger trigger, string prefix, List<string> problems)
    {
        var path = FunctionRoutes.PathOf(function, trigger, prefix);
        try
        {
            var pattern = RoutePatternFactory.Parse(path);
            var shape = string.Join('/', pattern.PathSegments.Select(Shape));
            var first = shape.Split('/')[0];
            if (!OfTheHost.Contains(first, StringComparer.OrdinalIgnoreCase))
                return new(function.Name, path, shape, trigger.Methods);
            problems.Add($"'{function.Name}' serves {path}, but /{first} is the host's own: give it another route.");
        }
        catch (RoutePatternException e)
        {
            problems.Add($"'{function.Name}' has a route that cannot be read, {path}: {e.Message}");
        }

        return null;
    }

    private static string Taken(Served other, Served route)
    {
        var paths = route.Path == other.Path ? route.Path : $"{other.Path} and {route.Path}, which are the same";
        return $"'{other.Function}' and '{route.Function}' both serve {paths}: "
            + "give one of them another route, or each of them methods of its own.";
    }

    private static string Shape(RoutePatternPathSegment segment) => string.Concat(segment.Parts.Select(Shape));

    // A request fits whatever a parameter is called, and whether or not it may be left out.
    private static string Shape(RoutePatternPart part) =>
        part switch
        {
            RoutePatternParameterPart { IsCatchAll: true } rest => $"{{*{Constraints(rest)}}}",
            RoutePatternParameterPart parameter => $"{{{Constraints(parameter)}}}",
            RoutePatternLiteralPart literal => literal.Content,
            RoutePatternSeparatorPart separator => separator.Content,
            _ => "",
        };

    private static string Constraints(RoutePatternParameterPart parameter) =>
        string.Concat(parameter.ParameterPolicies.Select(policy => $":{policy.Content}"));

    private sealed record Served(string Function, string Path, string Shape, IReadOnlyList<string> Methods)
    {
        public bool IsTakenBy(Served other)
        {
            if (!Shape.Equals(other.Shape, StringComparison.OrdinalIgnoreCase))
                return false;
            var anyMethod = Methods.Count == 0 || other.Methods.Count == 0;
            return anyMethod || Methods.Intersect(other.Methods, StringComparer.OrdinalIgnoreCase).Any();
        }
    }
}
