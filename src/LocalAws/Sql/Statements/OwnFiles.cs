namespace LocalAws.Sql.Statements;

/// <summary>Files that a statement wrote: their names carry its query execution's id.</summary>
internal static class OwnFiles
{
    public static void Delete(string folder, string queryExecutionId)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (
            var file in Directory.EnumerateFiles(folder, $"*{queryExecutionId}*", SearchOption.AllDirectories).ToList()
        )
            File.Delete(file);
    }
}
