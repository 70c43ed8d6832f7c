using System.Globalization;

namespace LocalDurableTask.Store;

/// <summary>Brings a store to the newest schema: numbered scripts, each run once, never changed once released.</summary>
internal static class StoreSchema
{
    private const string Prefix = "Schema/";

    public static void Apply(StoreConnection connection)
    {
        var current = connection.Scalar<long>("PRAGMA user_version");
        var scripts = Scripts();
        if (current > scripts.Count)
        {
            throw new InvalidOperationException(
                $"The store has schema {current}, this program knows schemas up to {scripts.Count}. Use the newer program that wrote it.");
        }

        for (var number = (int)current + 1; number <= scripts.Count; number++)
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.ExecuteScript(scripts[number - 1]);
            connection.ExecuteScript($"PRAGMA user_version = {number}");
            connection.Execute("COMMIT");
        }
    }

    private static List<string> Scripts()
    {
        var assembly = typeof(StoreSchema).Assembly;
        var names = assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (int.Parse(names[i].AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture) != i + 1)
                throw new InvalidOperationException($"Schema scripts are numbered without gaps; {names[i]} is not number {i + 1}.");
        }

        return [.. names.Select(name => Read(assembly.GetManifestResourceStream(name)!))];
    }

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
