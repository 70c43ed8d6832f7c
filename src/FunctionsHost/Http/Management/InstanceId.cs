using Microsoft.AspNetCore.Http;

namespace FunctionsHost.Http.Management;

/// <summary>The rule for instance ids, as the Durable Functions client has it.</summary>
internal static class InstanceId
{
    private const int Longest = 100;

    /// <exception cref="BadHttpRequestException">No instance can have this id.</exception>
    public static string Require(string id) =>
        id.Length is > 0 and <= Longest
        && id[0] != '@'
        && !id.Any(character => character is '/' or '\\' or '?' or '#' || char.IsControl(character))
            ? id
            : throw new BadHttpRequestException(
                $"An instance id has 1 to {Longest} characters, no '@' in front, and no '/', '\\', '?', '#' or control characters."
            );
}
