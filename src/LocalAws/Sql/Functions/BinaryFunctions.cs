using LocalAws.Sql.Types;

namespace LocalAws.Sql.Functions;

internal static class BinaryFunctions
{
    public static void AddTo(FunctionTable table)
    {
        var bytes = SqlType.Varbinary;
        var text = SqlType.Varchar;
        table.Same("to_utf8", bytes, "encode({0})", text);
        table.Same("from_utf8", text, "decode({0})", bytes);
        table.Same("to_hex", text, "hex({0})", bytes);
        table.Same("from_hex", bytes, "unhex({0})", text);
        table.Same("md5", bytes, "unhex(md5({0}))", bytes);
        table.Same("sha1", bytes, "unhex(sha1({0}))", bytes);
        table.Same("sha256", bytes, "unhex(sha256({0}))", bytes);
        table.Same("to_base64", text, "to_base64({0})", bytes);
        table.Same("from_base64", bytes, "from_base64({0})", text);
    }
}
