using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace LocalAws.Sql.Tables;

/// <summary>
/// Tells whether a file is still the one that it was. The time of its last change does not: a copy that keeps times, or
/// a touch, puts another content in its place with the same. Linux also keeps the time at which the entry itself
/// changed, which no program sets.
/// </summary>
internal static partial class FileChange
{
    private const int CurrentFolder = -100;
    private const uint ChangeTime = 0x80;
    private const uint Inode = 0x100;

    // Places in the kernel's struct statx, which are the same on every machine.
    private const int StructBytes = 256;
    private const int InodeAt = 0x20;
    private const int ChangeSecondsAt = 0x60;
    private const int ChangeNanosAt = 0x68;

    public static string Of(FileInfo file)
    {
        var written = file.LastWriteTimeUtc.Ticks.ToString();
        if (OperatingSystem.IsLinux() && Entry(file.FullName) is { } entry)
            return $"{written} {entry}";
        return written;
    }

    private static string? Entry(string path)
    {
        var found = new byte[StructBytes];
        try
        {
            if (StatX(CurrentFolder, path, 0, ChangeTime | Inode, found) != 0)
                return null;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library without statx: the time of the last change has to do.
            return null;
        }

        var inode = BinaryPrimitives.ReadUInt64LittleEndian(found.AsSpan(InodeAt));
        var seconds = BinaryPrimitives.ReadInt64LittleEndian(found.AsSpan(ChangeSecondsAt));
        var nanos = BinaryPrimitives.ReadUInt32LittleEndian(found.AsSpan(ChangeNanosAt));
        return $"{inode} {seconds}.{nanos:000000000}";
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static partial int StatX(int folder, string path, int flags, uint mask, byte[] found);
}
