using DuckDB.NET.Data;
using DuckDB.NET.Native;
using LocalAws.Sql.Tables.Lines;

namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Puts rows into a staging table of DuckDB a chunk at a time, straight from the bytes of the line: a value costs one
/// call, a NULL costs nothing.
/// </summary>
internal sealed unsafe class ChunkWriter : IDisposable
{
    private const int Rows = 2048;

    private readonly DuckDB.NET.Native.DuckDBAppender _appender;
    private readonly DuckDBDataChunk _chunk;
    private readonly DuckDBLogicalType[] _types;
    private readonly IntPtr[] _vectors;
    private readonly IntPtr[] _values;
    private readonly IntPtr[] _valid;
    private readonly IReadOnlyList<JsonLeaf> _leaves;
    private int _row;

    /// <summary>Bytes of the texts that were added.</summary>
    public long Bytes { get; private set; }

    public ChunkWriter(DuckDBConnection connection, string table, IReadOnlyList<JsonLeaf> leaves)
    {
        _leaves = leaves;
        Check(NativeMethods.Appender.DuckDBAppenderCreate(connection.NativeConnection, null!, table, out _appender));
        _types =
        [
            Type(DuckDBType.Integer),
            .. leaves.Select(l => Type(l.Kind == LeafKind.Timestamp ? DuckDBType.Timestamp : DuckDBType.Varchar)),
        ];
        _chunk = NativeMethods.DataChunks.DuckDBCreateDataChunk(
            [.. _types.Select(t => t.DangerousGetHandle())],
            (ulong)_types.Length
        );
        _vectors = new IntPtr[_types.Length];
        _values = new IntPtr[_types.Length];
        _valid = new IntPtr[_types.Length];
        Begin();
    }

    public void Add(int file, ILineReader line, byte[] buffer)
    {
        ((int*)_values[0])[_row] = file;
        for (var i = 0; i < _leaves.Count; i++)
        {
            ref readonly var slot = ref line.Slots[i];
            if (!slot.HasValue)
                continue;
            ((ulong*)_valid[i + 1])[_row / 64] |= 1UL << (_row % 64);
            if (_leaves[i].Kind == LeafKind.Timestamp)
                ((long*)_values[i + 1])[_row] = slot.Number;
            else
                Text(i + 1, line.Bytes(slot, buffer));
        }

        if (++_row == Rows)
            Flush();
    }

    public void Finish()
    {
        Flush();
        Check(NativeMethods.Appender.DuckDBAppenderClose(_appender));
    }

    public void Dispose()
    {
        _chunk.Dispose();
        _appender.Dispose();
        foreach (var type in _types)
            type.Dispose();
    }

    private void Text(int vector, ReadOnlySpan<byte> bytes)
    {
        Bytes += bytes.Length;
        fixed (byte* text = bytes)
        {
            byte nothing = 0;
            NativeMethods.Vectors.DuckDBVectorAssignStringElementLength(
                _vectors[vector],
                (ulong)_row,
                text == null ? &nothing : text,
                bytes.Length
            );
        }
    }

    private static DuckDBLogicalType Type(DuckDBType type) => NativeMethods.LogicalType.DuckDBCreateLogicalType(type);

    private static void Check(DuckDBState state)
    {
        if (!state.IsSuccess())
            throw new InvalidOperationException("DuckDB refused rows of a staging table");
    }

    private void Flush()
    {
        if (_row == 0)
            return;
        NativeMethods.DataChunks.DuckDBDataChunkSetSize(_chunk, (ulong)_row);
        Check(NativeMethods.Appender.DuckDBAppendDataChunk(_appender, _chunk));
        NativeMethods.DataChunks.DuckDBDataChunkReset(_chunk);
        Begin();
    }

    /// <summary>Every value is NULL until it is written.</summary>
    private void Begin()
    {
        _row = 0;
        for (var i = 0; i < _vectors.Length; i++)
        {
            _vectors[i] = NativeMethods.DataChunks.DuckDBDataChunkGetVector(_chunk, i);
            _values[i] = (IntPtr)NativeMethods.Vectors.DuckDBVectorGetData(_vectors[i]);
            if (i == 0)
                continue;
            NativeMethods.Vectors.DuckDBVectorEnsureValidityWritable(_vectors[i]);
            _valid[i] = (IntPtr)NativeMethods.Vectors.DuckDBVectorGetValidity(_vectors[i]);
            new Span<ulong>((void*)_valid[i], Rows / 64).Clear();
        }
    }
}
