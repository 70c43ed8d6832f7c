using System.Numerics;
using DuckDB.NET.Data;
using LocalAws.Sql.Functions;
using LocalAws.Sql.Types;

namespace LocalAws.Sql.Execution;

/// <summary>
/// The one DuckDB of a lake. It sees the lake's folder and nothing else, and its settings are locked.
/// </summary>
internal sealed class DuckDbInstance : IDisposable
{
    private readonly DuckDBConnection _root;

    public DuckDbInstance(string lakeFolder, string scratchFolder, DuckDbOptions options)
    {
        Directory.CreateDirectory(scratchFolder);
        _root = new DuckDBConnection("DataSource=:memory:");
        _root.Open();
        Run("SET GLOBAL TimeZone = 'UTC'");
        Run($"SET GLOBAL memory_limit = {DuckTypes.Text(options.MemoryLimit)}");
        Run($"SET GLOBAL threads = {options.Threads}");
        Run($"SET GLOBAL temp_directory = {DuckTypes.Text(scratchFolder)}");
        Run("SET GLOBAL autoinstall_known_extensions = false");
        Run("SET GLOBAL autoload_known_extensions = false");
        Run($"SET GLOBAL allowed_directories = [{DuckTypes.Text(lakeFolder)}]");
        RegisterFunctions();
        Run("SET GLOBAL enable_external_access = false");
        Run("SET GLOBAL lock_configuration = true");
    }

    public DuckDBConnection Connect()
    {
        lock (_root)
        {
            var connection = _root.Duplicate();
            if (connection.State != System.Data.ConnectionState.Open)
                connection.Open();
            return connection;
        }
    }

    public void Dispose() => _root.Dispose();

    private void Run(string sql)
    {
        using var command = _root.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// What DuckDB's SQL cannot say: division of decimals as Trino rounds it, doubles as Java prints them.
    /// </summary>
    /// <remarks>DuckDB calls them for NULL too.</remarks>
    private void RegisterFunctions()
    {
        _root.RegisterScalarFunction<BigInteger?, BigInteger?, int?, BigInteger?>(
            "trino_divide",
            (a, b, shift) => a is { } x && b is { } y && shift is { } s ? Divide(x, y, s) : null
        );
        _root.RegisterScalarFunction<BigInteger?, BigInteger?, int?, BigInteger?>(
            "trino_try_divide",
            (a, b, shift) => a is { } x && b is { } y && shift is { } s && !y.IsZero ? Fitting(Quotient(x, y, s)) : null
        );
        _root.RegisterScalarFunction<BigInteger?, BigInteger?, string?, BigInteger?>(
            "trino_try",
            (a, b, op) => a is { } x && b is { } y ? Try(x, y, op!) : null
        );
        _root.RegisterScalarFunction<string?, int?, int?, BigInteger?>(
            "trino_decimal",
            (text, precision, scale) => text is null ? null : DecimalText.Read(text, precision!.Value, scale!.Value)
        );
        _root.RegisterScalarFunction<double?, string?>("trino_text", d => d is { } x ? DoubleText.Write(x) : null);
        _root.RegisterScalarFunction<float?, string?>("trino_text_real", d => d is { } x ? DoubleText.Write(x) : null);
        _root.RegisterScalarFunction<string?, long?>("trino_iso_moment", IsoText.Milliseconds);
        _root.RegisterScalarFunction<string?, int?>("trino_iso_date", IsoText.Days);
        _root.RegisterScalarFunction<long?, string?>("trino_interval", i => i is { } x ? Interval(x) : null);
    }

    private static string Interval(long milliseconds)
    {
        var span = TimeSpan.FromMilliseconds(Math.Abs(milliseconds));
        var sign = milliseconds < 0 ? "-" : "";
        return $"{sign}{span.Days} {span.Hours:00}:{span.Minutes:00}:{span.Seconds:00}.{span.Milliseconds:000}";
    }

    /// <summary>
    /// The quotient of two integers after the first is moved by so many digits, rounded half up (away from zero).
    /// </summary>
    internal static BigInteger Divide(BigInteger dividend, BigInteger divisor, int shift)
    {
        if (divisor.IsZero)
            throw new InvalidOperationException("DIVISION_BY_ZERO: Division by zero");
        return Fitting(Quotient(dividend, divisor, shift))
            ?? throw new InvalidOperationException("NUMERIC_VALUE_OUT_OF_RANGE: Decimal overflow");
    }

    private static BigInteger? Try(BigInteger a, BigInteger b, string op)
    {
        return Fitting(
            op switch
            {
                "+" => a + b,
                "-" => a - b,
                _ => a * b,
            }
        );
    }

    /// <summary>The number, or null where it has more digits than a decimal holds.</summary>
    private static BigInteger? Fitting(BigInteger number)
    {
        if (BigInteger.Abs(number) < BigInteger.Pow(10, 38))
            return number;
        return null;
    }

    private static BigInteger Quotient(BigInteger dividend, BigInteger divisor, int shift)
    {
        if (shift >= 0)
            dividend *= BigInteger.Pow(10, shift);
        else
            divisor *= BigInteger.Pow(10, -shift);
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        if (BigInteger.Abs(rest) * 2 >= BigInteger.Abs(divisor))
            quotient += dividend.Sign * divisor.Sign;
        return quotient;
    }
}
