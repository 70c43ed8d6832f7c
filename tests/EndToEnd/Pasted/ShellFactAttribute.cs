namespace EndToEnd.Pasted;

/// <summary>A test that needs what a terminal of a person on call has.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ShellFactAttribute : FactAttribute
{
    /// <param name="needed">Programs besides Bash.</param>
    public ShellFactAttribute(params string[] needed)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var missing = needed
            .Append("bash")
            .Append("env")
            .Where(program => !folders.Any(folder => File.Exists(Path.Combine(folder, program))))
            .ToList();
        Skip = missing.Count == 0 ? null : $"needs {string.Join(", ", missing)} in the path";
    }
}
