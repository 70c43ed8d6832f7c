using FunctionsHost.Durable.InProcess;
using Microsoft.DurableTask;

namespace CommerceAnalytics.Functions.Tests.Virtual;

/// <summary>Values as JSON, exactly as the isolated worker and its durable client write and read them.</summary>
internal static class Json
{
    public static DataConverter Converter { get; } = new FunctionsDataConverter();

    public static string? Text(object? value) => Converter.Serialize(value);

    public static T Value<T>(string? text) => Converter.Deserialize<T>(text)!;
}
