namespace Deploy.Tests.Scripts;

/// <summary>As little as deploy/package.sh takes for a published app.</summary>
internal static class AppFolder
{
    public static async Task WriteAsync(string folder)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "host.json"), "{}");
        await File.WriteAllTextAsync(Path.Combine(folder, "CommerceAnalytics.Functions.dll"), "dll");
        var hidden = Directory.CreateDirectory(Path.Combine(folder, ".azurefunctions"));
        await File.WriteAllTextAsync(Path.Combine(hidden.FullName, "extensions.json"), "{}");
    }
}
