using System.Globalization;

namespace DurableTask.Sqlite.Store;

/// <summary>
/// Brings a store to the newest schema: numbered scripts, each run once, never changed once released.
/// </summary>
internal static class StoreSchema
{
    private const string Prefix = "Schema/";

    // "DTSQ": the first script writes it.
    private const long ApplicationId = 0x44545351;

    /// <summary>Runs the scripts that have not been run.</summary>
    public static void Apply(StoreConnection connection)
    {
        var scripts = Scripts();
        var current = (int)Version(connection);
        for (var number = current + 1; number <= scripts.Count; number++)
        {
            connection.Execute("BEGIN IMMEDIATE");
            connection.ExecuteScript(scripts[number - 1]);
            connection.ExecuteScript($"PRAGMA user_version = {number}");
            connection.Execute("COMMIT");
        }
    }

    /// <summary>Looks whether the file is a store, or may become one.</summary>
    /// <exception cref="StoreUnusableException">It is damaged, another program's, or a newer one's.</exception>
    public static void Check(StoreConnection connection, string path)
    {
        // A page that is damaged is found now, and not by the turn that happens to need it.
        var check = connection.Scalar<string>("PRAGMA quick_check(1)");
        if (check != "ok")
            throw StoreFaults.Damaged(path, check ?? "it cannot be checked");
        var (current, known) = (Version(connection), Scripts().Count);
        var tables = connection.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE type = 'table'");
        var isNew = current == 0 && tables == 0;
        if (!isNew && (current == 0 || !IsStore(connection)))
            throw StoreFaults.Foreign(
                path,
                "is a database of something else",
                "Name another file, or move that one away."
            );
        if (current > known)
        {
            throw StoreFaults.Foreign(
                path,
                $"has schema {current}, and this program knows schemas up to {known}",
                "Use the newer program that wrote it."
            );
        }
    }

    private static long Version(StoreConnection connection) => connection.Scalar<long>("PRAGMA user_version");

    private static bool IsStore(StoreConnection connection)
    {
        var ours = connection.Scalar<long>(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN ('instances', 'inputs', 'history', 'inbox', 'activities')"
        );
        return ours == 5 && connection.Scalar<long>("PRAGMA application_id") == ApplicationId;
    }

    private static List<string> Scripts()
    {
        var assembly = typeof(StoreSchema).Assembly;
        var names = assembly
            .GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        for (var i = 0; i < names.Count; i++)
        {
            if (int.Parse(names[i].AsSpan(Prefix.Length, 4), CultureInfo.InvariantCulture) != i + 1)
                throw new InvalidOperationException(
                    $"Schema scripts are numbered without gaps; {names[i]} is not number {i + 1}."
                );
        }

        return [.. names.Select(name => Read(assembly.GetManifestResourceStream(name)!))];
    }

    private static string Read(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
