using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Types;

/// <summary>A piece of DuckDB's SQL and the type that Trino gives it.</summary>
/// <param name="Sql">Complete in itself: safe to stand as an operand.</param>
/// <param name="Type">Trino's type.</param>
internal sealed record Typed(string Sql, SqlType Type)
{
    /// <summary>Text of a varchar literal, for arguments that must be known when the statement is read.</summary>
    public string? Literal { get; init; }

    public static Typed Null { get; } = new("NULL", SqlType.Unknown);

    public static Typed Boolean(string sql) => new(sql, SqlType.Boolean);

    public static Typed BigInt(string sql) => new(sql, SqlType.BigInt);

    public static Typed Double(string sql) => new(sql, SqlType.Double);

    public static Typed Varchar(string sql) => new(sql, SqlType.Varchar);

    public static Typed Json(string sql) => new(sql, SqlType.Json);

    public static Typed Text(string text)
    {
        var length = text.EnumerateRunes().Count();
        return new(DuckTypes.Text(text), SqlType.VarcharOf(length)) { Literal = text };
    }

    /// <summary>
    /// Turned into the type, as Trino does without being asked. Throws TYPE_MISMATCH at the place given.
    /// </summary>
    public Typed As(SqlType type, Position at)
    {
        if (Type.Equals(type) || (Type.IsVarchar && type.IsVarchar))
            return this;
        if (Coercion.Fits(Type, type))
            return Casts.Implicit(this, type);
        throw SqlErrors.Type(at, $"{Type} cannot be turned into {type}");
    }
}
