namespace CommerceAnalytics.Functions.Tests.Histories;

/// <summary>The folder of kept histories in the source tree.</summary>
internal static class HistoryFiles
{
    /// <summary>The variable that has the histories recorded anew.</summary>
    public const string RecordVariable = "RECORD_HISTORIES";

    private static readonly string Folder = Path.Combine(
        Root(AppContext.BaseDirectory),
        "tests",
        "CommerceAnalytics.Functions.Tests",
        "Histories"
    );

    public static bool RecordsAnew => Environment.GetEnvironmentVariable(RecordVariable) == "1";

    public static IReadOnlyList<string> Names =>
        [
            .. Directory
                .EnumerateFiles(Folder, "*.json")
                .Select(file => Path.GetFileNameWithoutExtension(file))
                .Order(StringComparer.Ordinal),
        ];

    public static KeptHistory Read(string name) => KeptHistory.Read(name, Text(name));

    public static string Text(string name) => File.ReadAllText(FileOf(name));

    public static void Write(KeptHistory history) => File.WriteAllText(FileOf(history.Name), history.Text());

    private static string FileOf(string name) => Path.Combine(Folder, name + ".json");

    private static string Root(string folder) =>
        File.Exists(Path.Combine(folder, "CommerceAnalytics.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);
}
