using System.Security.Cryptography;
using DuckDB.NET.Data;
using LocalAws.Sql.Execution;
using LocalAws.Sql.Tables;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Statements;

/// <summary>
/// Writes rows as files of a table: aside first, then moved into place, so that a reader of the location never sees
/// part of one.
/// </summary>
internal sealed class DataWriter(EngineParts parts, StatementRequest request, CancellationToken cancellation)
{
    /// <summary>Athena's limit of partitions times buckets that one statement writes.</summary>
    public const int MostWriters = 100;

    private const string Bucket = "$bucket";

    /// <param name="connection">Runs the query.</param>
    /// <param name="target">Where.</param>
    /// <param name="sql">Rows, whose columns bear the names of the table's, partition keys last.</param>
    /// <param name="folderOf">Folder of a partition.</param>
    public WrittenData Write(
        DuckDBConnection connection,
        WriteTarget target,
        string sql,
        Func<IReadOnlyList<string>, string> folderOf
    )
    {
        var work = Path.Combine(parts.Scratch, $"write-{Unique()}");
        Directory.CreateDirectory(work);
        try
        {
            var rows = Copy(connection, target, sql, work);
            parts.Reached("data.written");
            cancellation.ThrowIfCancellationRequested();
            var files = Found(target, work, rows);
            if (files.Count > MostWriters)
                throw SqlErrors.Plain(
                    "HIVE_TOO_MANY_OPEN_PARTITIONS",
                    $"Exceeded limit of {MostWriters} open writers for partitions/buckets"
                );
            var written = Publish(target, files, folderOf);
            request.FilesWritten?.Invoke([.. written.Select(f => f.Path)]);
            return new WrittenData(rows, written);
        }
        catch (Exception) when (LeavePart(target, work))
        {
            throw;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static long Copy(DuckDBConnection connection, WriteTarget target, string sql, string work)
    {
        List<string> keys = [.. target.PartitionedBy];
        if (target.BucketedBy.Count > 0)
        {
            var hash = string.Join(", ", target.BucketedBy.Select(DuckTypes.Name));
            sql =
                $"SELECT *, CAST(hash({hash}) % {target.Buckets} AS INTEGER) AS {DuckTypes.Name(Bucket)} FROM ({sql})";
            keys.Add(Bucket);
        }

        var place = keys.Count > 0 ? Path.Combine(work, "rows") : Path.Combine(work, "rows.data");
        var partitions = keys.Count > 0 ? $", PARTITION_BY ({string.Join(", ", keys.Select(DuckTypes.Name))})" : "";
        return connection.Execute($"COPY ({sql}) TO {DuckTypes.Text(place)} ({Format(target)}{partitions})");
    }

    private static string Format(WriteTarget target)
    {
        if (target.Format == "TEXTFILE")
            return $"FORMAT CSV, DELIMITER {DuckTypes.Text(target.Delimiter)}, HEADER FALSE, QUOTE '', ESCAPE '', NULLSTR '\\N', COMPRESSION {target.Compression}";
        return $"FORMAT {target.Format}, COMPRESSION {target.Compression}";
    }

    private static List<(string Path, IReadOnlyList<string> Folders)> Found(WriteTarget target, string work, long rows)
    {
        if (rows == 0)
            return [];
        var root = target.PartitionedBy.Count + target.BucketedBy.Count > 0 ? Path.Combine(work, "rows") : work;
        return
        [
            .. Directory
                .EnumerateFiles(work, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Select(file =>
                    (
                        file,
                        (IReadOnlyList<string>)Path.GetRelativePath(root, file).Split(Path.DirectorySeparatorChar)[..^1]
                    )
                ),
        ];
    }

    private List<WrittenFile> Publish(
        WriteTarget target,
        List<(string Path, IReadOnlyList<string> Folders)> files,
        Func<IReadOnlyList<string>, string> folderOf
    )
    {
        var stamp = request.StartedAt.UtcDateTime.ToString("yyyyMMdd_HHmmss");
        List<WrittenFile> written = [];
        foreach (var (path, folders) in files)
        {
            var values = folders.Take(target.PartitionedBy.Count).Select(HivePartitions.Value).ToList();
            var bucket =
                target.BucketedBy.Count > 0 ? $"_bucket-{int.Parse(HivePartitions.Value(folders[^1])):00000}" : "";
            var name = Path.Combine(
                folderOf(values),
                $"{stamp}_{written.Count:00000}_{Unique()[..5]}_{request.QueryExecutionId}{bucket}{target.Ending}"
            );
            Directory.CreateDirectory(Path.GetDirectoryName(name)!);
            File.Move(path, name);
            written.Add(new WrittenFile(name, values));
            parts.Reached("data.moved");
        }

        return written;
    }

    /// <summary>
    /// As Athena may, leaves what was written of a statement that failed or was stopped. Always false: the error goes
    /// on.
    /// </summary>
    private bool LeavePart(WriteTarget target, string work)
    {
        if (!request.KeepPartialFiles)
            return false;
        foreach (
            var (n, file) in Directory
                .EnumerateFiles(work, "*", SearchOption.AllDirectories)
                .Where(f => new FileInfo(f).Length > 0)
                .ToList()
                .Index()
        )
        {
            Directory.CreateDirectory(target.Folder);
            File.Move(
                file,
                Path.Combine(target.Folder, $"{Unique()[..5]}_{n:00000}_{request.QueryExecutionId}{target.Ending}")
            );
        }

        return false;
    }

    private static string Unique() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
