namespace LocalAws.Sql.Syntax;

internal sealed partial class DefinitionParser
{
    private Statement Alter(Position at)
    {
        var table = Table();
        if (TryTake("SET", "LOCATION"))
            return new SetLocation(at, table, Partition: null, HiveText());
        if (TryTake("SET", "TBLPROPERTIES"))
            return new SetProperties(at, table, TextPairs());
        if (TryTake("REPLACE", "COLUMNS"))
            return new ChangeColumns(at, table, Replace: true, Parenthesised(() => Separated(Column)));
        if (TryTake("ADD", "COLUMNS"))
            return new ChangeColumns(at, table, Replace: false, Parenthesised(() => Separated(Column)));
        if (TryTake("ADD"))
            return new AddPartitions(at, table, TryTake("IF", "NOT", "EXISTS"), PartitionSpecs(null));
        if (TryTake("DROP"))
            return new DropPartitions(at, table, TryTake("IF", "EXISTS"), PartitionSpecs(","));
        if (Is("PARTITION"))
            return AlterPartition(at, table);
        throw SqlErrors.Refused("Queries of this type are not supported");
    }

    private SetLocation AlterPartition(Position at, TableName table)
    {
        Take();
        var values = Parenthesised(() => Separated(PartitionValue)).ToDictionary();
        if (!TryTake("SET", "LOCATION"))
            throw SqlErrors.Refused("Queries of this type are not supported");
        var location = HiveText();
        return new SetLocation(at, table, new PartitionSpec(values, location), location);
    }

    private RepairTable Repair(Position at)
    {
        Expect("REPAIR", "TABLE");
        return new RepairTable(at, Table());
    }

    private ShowProperties Properties(Position at)
    {
        var table = Table();
        return new ShowProperties(at, table, TryTake("(") ? Closed(HiveText()) : null);
    }

    private string Closed(string text)
    {
        Expect(")");
        return text;
    }
}
