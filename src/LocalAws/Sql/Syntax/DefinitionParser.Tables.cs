using System.Text;
using LocalAws.Catalog;

namespace LocalAws.Sql.Syntax;

internal sealed partial class DefinitionParser
{
    private const int MostOfVarchar = 65535;
    private const int MostOfChar = 255;
    private const int MostDigits = 38;

    private CreateTable ExternalTable(Position at)
    {
        var ifNotExists = TryTake("IF", "NOT", "EXISTS");
        var table = new CreateTable(at, Table()) { IfNotExists = ifNotExists };
        table = table with { Columns = Is("(") ? Parenthesised(() => Separated(Column)) : [] };
        while (Clause(table) is { } next)
            table = next;
        return table;
    }

    private CreateTable? Clause(CreateTable table)
    {
        if (TryTake("COMMENT"))
            return table with { Comment = HiveText() };
        if (TryTake("PARTITIONED", "BY"))
            return table with { PartitionKeys = Parenthesised(() => Separated(Column)) };
        if (TryTake("ROW", "FORMAT", "SERDE"))
            return table with { SerDe = HiveText() };
        if (TryTake("ROW", "FORMAT", "DELIMITED"))
            return table with
            {
                SerDe = "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
                SerDeProperties = Delimited(),
            };
        if (TryTake("WITH", "SERDEPROPERTIES"))
            return table with { SerDeProperties = TextPairs() };
        if (TryTake("STORED", "AS"))
            return StoredAs(table);
        if (TryTake("LOCATION"))
            return table with { Location = HiveText() };
        if (TryTake("TBLPROPERTIES"))
            return table with { Properties = TextPairs() };
        if (IsAny("ROW", "CLUSTERED"))
            throw SqlErrors.Refused($"{Current.At}: {Current.Text} {Peek().Text} {Peek(2).Text} is not supported here");
        return null;
    }

    private Dictionary<string, string> Delimited()
    {
        Dictionary<string, string> properties = [];
        while (Delimiter() is { } property)
            properties[property] = HiveText();
        properties["serialization.format"] = properties.GetValueOrDefault("field.delim", "\u0001");
        return properties;
    }

    private string? Delimiter()
    {
        if (TryTake("FIELDS", "TERMINATED", "BY"))
            return "field.delim";
        if (TryTake("ESCAPED", "BY"))
            return "escape.delim";
        if (TryTake("COLLECTION", "ITEMS", "TERMINATED", "BY"))
            return "collection.delim";
        if (TryTake("MAP", "KEYS", "TERMINATED", "BY"))
            return "mapkey.delim";
        if (TryTake("LINES", "TERMINATED", "BY"))
            return "line.delim";
        return TryTake("NULL", "DEFINED", "AS") ? "serialization.null.format" : null;
    }

    private CreateTable StoredAs(CreateTable table)
    {
        if (!TryTake("INPUTFORMAT"))
            return table with { Format = Identifier().ToUpperInvariant() };
        var input = HiveText();
        Expect("OUTPUTFORMAT");
        return table with { InputFormat = input, OutputFormat = HiveText() };
    }

    private CatalogColumn Column()
    {
        var name = Identifier();
        var type = new StringBuilder();
        HiveType(type);
        return new CatalogColumn(name, type.ToString(), TryTake("COMMENT") ? HiveText() : null);
    }

    /// <summary>A Hive type as the catalog keeps it: lower case, without blanks and backquotes.</summary>
    private void HiveType(StringBuilder type)
    {
        var at = Current.At;
        var name = Identifier();
        if (!Types.HiveTypes.IsKnown(name))
            throw SqlErrors.Syntax(at, $"no viable alternative at input '{name}'. Expecting: a Hive type");
        type.Append(name == "integer" ? "int" : name);
        if (TryTake("<"))
            HiveArguments(type, name == "struct");
        else if (Is("("))
            HiveNumbers(type, name, at);
        else if (name is "varchar" or "char")
            throw SqlErrors.Refused(
                $"FAILED: ParseException {Current.At} mismatched input '{Current.Shown}' expecting ( near '{name}' in primitive type specification"
            );
    }

    private void HiveArguments(StringBuilder type, bool named)
    {
        var separator = '<';
        do
        {
            type.Append(separator);
            separator = ',';
            if (named)
            {
                type.Append(Identifier()).Append(':');
                Expect(":");
            }

            HiveType(type);
        } while (TryTake(","));
        Expect(">");
        type.Append('>');
    }

    private void HiveNumbers(StringBuilder type, string name, Position at)
    {
        var numbers = Parenthesised(() => Separated(Count));
        var isKnown = (name, numbers) switch
        {
            ("varchar", [var length]) => length is >= 1 and <= MostOfVarchar,
            ("char", [var length]) => length is >= 1 and <= MostOfChar,
            ("decimal", [var precision]) => precision is >= 1 and <= MostDigits,
            ("decimal", [var precision, var scale]) => precision is >= 1 and <= MostDigits && scale <= precision,
            _ => false,
        };
        if (!isKnown)
            throw SqlErrors.Refused($"FAILED: ParseException {at} {name}({string.Join(',', numbers)}) is no type");
        type.Append('(').AppendJoin(',', numbers).Append(')');
    }
}
