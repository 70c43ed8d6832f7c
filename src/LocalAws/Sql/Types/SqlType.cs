namespace LocalAws.Sql.Types;

/// <param name="Name">Lower case; null in a row without names.</param>
/// <param name="Type">Its type.</param>
internal sealed record SqlField(string? Name, SqlType Type);

/// <summary>A type as Trino has it. Two types are equal when Trino writes them alike.</summary>
internal sealed class SqlType : IEquatable<SqlType>
{
    public static readonly SqlType Unknown = new(TypeKind.Unknown);
    public static readonly SqlType Boolean = new(TypeKind.Boolean);
    public static readonly SqlType TinyInt = new(TypeKind.TinyInt);
    public static readonly SqlType SmallInt = new(TypeKind.SmallInt);
    public static readonly SqlType Integer = new(TypeKind.Integer);
    public static readonly SqlType BigInt = new(TypeKind.BigInt);
    public static readonly SqlType Real = new(TypeKind.Real);
    public static readonly SqlType Double = new(TypeKind.Double);
    public static readonly SqlType Varchar = new(TypeKind.Varchar);
    public static readonly SqlType Varbinary = new(TypeKind.Varbinary);
    public static readonly SqlType Date = new(TypeKind.Date);
    public static readonly SqlType Time = new(TypeKind.Time);
    public static readonly SqlType Timestamp = new(TypeKind.Timestamp) { Precision = 3 };
    public static readonly SqlType IntervalDay = new(TypeKind.IntervalDay);
    public static readonly SqlType IntervalYear = new(TypeKind.IntervalYear);
    public static readonly SqlType Json = new(TypeKind.Json);
    public static readonly SqlType Lambda = new(TypeKind.Lambda);

    private SqlType(TypeKind kind) => Kind = kind;

    public TypeKind Kind { get; }

    /// <summary>Digits of a decimal, fractional digits of a timestamp, length of a varchar (0: any).</summary>
    public int Precision { get; private init; }

    public int Scale { get; private init; }

    /// <summary>Whether it is a <c>varchar(n)</c>; the empty text's is <c>varchar(0)</c>.</summary>
    public bool IsBounded { get; private init; }

    /// <summary>Element of an array; key and value of a map; fields of a row.</summary>
    public IReadOnlyList<SqlField> Fields { get; private init; } = [];

    /// <summary>
    /// Zone that a timestamp with time zone is shown in. Trino keeps it in each value; here it is known when the
    /// statement is read, and values are plain instants.
    /// </summary>
    public string Zone { get; private init; } = "UTC";

    public bool IsUnknown => Kind == TypeKind.Unknown;

    public bool IsVarchar => Kind == TypeKind.Varchar;

    public bool IsDecimal => Kind == TypeKind.Decimal;

    public bool HasZone => Kind == TypeKind.TimestampTz;

    public bool IsJson => Kind == TypeKind.Json;

    public bool IsArray => Kind == TypeKind.Array;

    public bool IsMap => Kind == TypeKind.Map;

    public bool IsRow => Kind == TypeKind.Row;

    public bool IsInteger => Kind is >= TypeKind.TinyInt and <= TypeKind.BigInt;

    public bool IsFloating => Kind is TypeKind.Real or TypeKind.Double;

    public bool IsNumeric => IsInteger || IsFloating || IsDecimal;

    public bool IsInterval => Kind is TypeKind.IntervalDay or TypeKind.IntervalYear;

    public SqlType Element => Fields[0].Type;

    public SqlType Value => Fields[1].Type;

    public static SqlType Decimal(int precision, int scale)
    {
        var digits = Math.Clamp(precision, 1, 38);
        return new(TypeKind.Decimal) { Precision = digits, Scale = Math.Min(38, scale) };
    }

    public static SqlType VarcharOf(int length) => new(TypeKind.Varchar) { Precision = length, IsBounded = true };

    public static SqlType TimestampOf(int precision) => new(TypeKind.Timestamp) { Precision = precision };

    public static SqlType TimestampTz(string zone, int precision = 3) =>
        new(TypeKind.TimestampTz) { Zone = zone, Precision = precision };

    public static SqlType Array(SqlType element) => new(TypeKind.Array) { Fields = [new(null, element)] };

    public static SqlType Map(SqlType key, SqlType value) =>
        new(TypeKind.Map) { Fields = [new(null, key), new(null, value)] };

    public static SqlType Row(IReadOnlyList<SqlField> fields) => new(TypeKind.Row) { Fields = fields };

    /// <summary>An integer type as the decimal that Trino turns it into beside a decimal.</summary>
    public SqlType AsDecimal() =>
        Kind switch
        {
            TypeKind.TinyInt => Decimal(3, 0),
            TypeKind.SmallInt => Decimal(5, 0),
            TypeKind.Integer => Decimal(10, 0),
            TypeKind.BigInt => Decimal(19, 0),
            _ => this,
        };

    public bool Equals(SqlType? other) => other is not null && ToString() == other.ToString();

    public override bool Equals(object? obj) => Equals(obj as SqlType);

    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    public override string ToString() =>
        Kind switch
        {
            TypeKind.Decimal => $"decimal({Precision},{Scale})",
            TypeKind.Varchar when IsBounded => $"varchar({Precision})",
            TypeKind.Timestamp => $"timestamp({Precision})",
            TypeKind.TimestampTz => $"timestamp({Precision}) with time zone",
            TypeKind.IntervalDay => "interval day to second",
            TypeKind.IntervalYear => "interval year to month",
            TypeKind.Array => $"array({Element})",
            TypeKind.Map => $"map({Element}, {Value})",
            TypeKind.Row =>
                $"row({string.Join(", ", Fields.Select(f => f.Name is null ? f.Type.ToString() : $"{f.Name} {f.Type}"))})",
            _ => Kind.ToString().ToLowerInvariant(),
        };
}
