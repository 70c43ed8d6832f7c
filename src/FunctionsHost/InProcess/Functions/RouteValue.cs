using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FunctionsHost.InProcess.Functions;

/// <summary>Gives a parameter the part of the path that its name stands for in the route.</summary>
internal static class RouteValue
{
    public static Func<Invocation, object?>? Source(ParameterInfo parameter)
    {
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        var converter = TypeDescriptor.GetConverter(type);
        return converter.CanConvertFrom(typeof(string))
            ? invocation => Read(invocation.Http!, parameter, converter)
            : null;
    }

    private static object? Read(HttpContext http, ParameterInfo parameter, TypeConverter converter)
    {
        if (http.GetRouteValue(parameter.Name!) is not string text)
            return parameter.HasDefaultValue ? parameter.DefaultValue : null;
        try
        {
            return converter.ConvertFrom(context: null, CultureInfo.InvariantCulture, text);
        }
        catch (Exception e) when (e is FormatException or ArgumentException or NotSupportedException)
        {
            throw new BadHttpRequestException(
                $"'{text}' in the path is no {parameter.ParameterType.Name}, which {parameter.Name} must be.",
                e
            );
        }
    }
}
