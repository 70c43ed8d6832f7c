using System.Text;

namespace LocalAws.Sql.Tables;

/// <summary>Partitions as folders, <c>key=value</c>, written as Hive writes them.</summary>
internal static class HivePartitions
{
    /// <summary>Stands for NULL, and for the empty text.</summary>
    public const string Default = "__HIVE_DEFAULT_PARTITION__";

    private const string Escaped = "\"#%'*/:=?\\{[]^\u007F";

    /// <summary>One text for the values of a partition, which no other values have.</summary>
    public static string Identity(IReadOnlyList<string> values) => string.Join('\0', values);

    public static string Folder(IReadOnlyList<string> keys, IReadOnlyList<string> values)
    {
        var folders = keys.Select((k, i) => $"{Escape(k)}={Escape(values[i])}");
        return string.Join('/', folders);
    }

    /// <summary>The value that a folder <c>key=value</c> stands for.</summary>
    /// <remarks>
    /// The empty text is no value of its own: it lies where NULL lies, and one place is one partition.
    /// </remarks>
    public static string Value(string folder)
    {
        var value = Uri.UnescapeDataString(folder[(folder.IndexOf('=') + 1)..]);
        return value.Length == 0 ? Default : value;
    }

    private static string Escape(string text)
    {
        if (text.Length == 0)
            return Default;
        var escaped = new StringBuilder();
        foreach (var c in text)
        {
            if (c < ' ' || Escaped.Contains(c))
                escaped.Append('%').Append(((int)c).ToString("X2"));
            else
                escaped.Append(c);
        }

        return escaped.ToString();
    }
}
