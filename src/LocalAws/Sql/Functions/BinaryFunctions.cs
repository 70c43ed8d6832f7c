using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class BinaryFunctions
{
    public static void AddTo(FunctionTable table)
    {
        table.Same("to_utf8", SqlType.Varbinary, "encode({0})", SqlType.Varchar);
        table.Same("from_utf8", SqlType.Varchar, "decode({0})", SqlType.Varbinary);
        table.Same("to_hex", SqlType.Varchar, "hex({0})", SqlType.Varbinary);
        table.Same("from_hex", SqlType.Varbinary, "unhex({0})", SqlType.Varchar);
        table.Same("md5", SqlType.Varbinary, "unhex(md5({0}))", SqlType.Varbinary);
        table.Same("sha1", SqlType.Varbinary, "unhex(sha1({0}))", SqlType.Varbinary);
        table.Same("sha256", SqlType.Varbinary, "unhex(sha256({0}))", SqlType.Varbinary);
        table.Same("to_base64", SqlType.Varchar, "to_base64({0})", SqlType.Varbinary);
        table.Same("from_base64", SqlType.Varbinary, "from_base64({0})", SqlType.Varchar);
    }
}
