using LocalAws.Sql.Syntax;

namespace LocalAws.Sql.Expressions;

internal static class TimeZones
{
    /// <summary>The zone's name as DuckDB's ICU takes it. Throws what Athena says of a zone it does not know.</summary>
    public static string Check(string zone, Position at)
    {
        if (zone is "UTC" or "Z" or "GMT" or "+00:00")
            return "UTC";
        if (zone[0] is '+' or '-')
            return Offset(zone) ?? throw Unknown(zone, at);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            return zone;
        throw Unknown(zone, at);
    }

    /// <summary>POSIX signs run the other way round: <c>Etc/GMT-9</c> lies nine hours east.</summary>
    private static string? Offset(string zone)
    {
        if (
            zone.EndsWith(":00", StringComparison.Ordinal)
            && int.TryParse(zone.AsSpan(1, 2), out var hours)
            && hours <= 14
        )
            return $"Etc/GMT{(zone[0] == '+' ? '-' : '+')}{hours}";
        return null;
    }

    private static StatementException Unknown(string zone, Position at) =>
        SqlErrors.At("INVALID_FUNCTION_ARGUMENT", at, $"Time zone not supported: {zone}");
}
