namespace CommerceAnalytics.LocalHost.Commands;

/// <summary>What stands in commands that are printed to be copied.</summary>
internal static class ShellText
{
    /// <summary>An option with its value, and a blank before it.</summary>
    public static string Option(string name, string value) => $" {name} {Quoted(value)}";

    /// <summary>A value that a shell takes for one word.</summary>
    public static string Quoted(string value)
    {
        var isPlain = value.Length > 0 && value.All(c => char.IsLetterOrDigit(c) || "/.-_=:,".Contains(c));
        return isPlain ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
