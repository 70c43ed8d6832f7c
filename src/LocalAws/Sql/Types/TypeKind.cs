namespace LocalAws.Sql.Types;

internal enum TypeKind
{
    Unknown,
    Boolean,
    TinyInt,
    SmallInt,
    Integer,
    BigInt,
    Real,
    Double,
    Decimal,
    Varchar,
    Varbinary,
    Date,
    Time,
    Timestamp,
    TimestampTz,
    IntervalDay,
    IntervalYear,
    Json,
    Array,
    Map,
    Row,
    Lambda,
}
