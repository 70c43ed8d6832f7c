namespace LocalAws.Sql.Tables.Json;

/// <summary>
/// Reads fields of dates and times one after another, as a lenient formatter of Java does: few digits or many, no upper
/// bound.
/// </summary>
internal ref struct TimeFields(ReadOnlySpan<char> text)
{
    /// <summary>A lenient formatter takes so many digits, whatever its pattern says.</summary>
    private const int MostDigits = 9;

    private ReadOnlySpan<char> _rest = text;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<char> Rest => _rest;

    public bool TryLiteral(char literal)
    {
        if (_rest.IsEmpty || char.ToUpperInvariant(_rest[0]) != literal)
            return false;
        _rest = _rest[1..];
        return true;
    }

    public bool TryNumber(bool mayHaveSign, out long value)
    {
        value = 0;
        var rest = _rest;
        var isNegative = rest is ['-', ..];
        if (mayHaveSign && rest is ['-' or '+', ..])
            rest = rest[1..];
        var digits = 0;
        while (digits < Math.Min(rest.Length, MostDigits) && char.IsAsciiDigit(rest[digits]))
            value = (value * 10) + rest[digits++] - '0';
        if (digits == 0)
            return false;
        value = isNegative ? -value : value;
        _rest = rest[digits..];
        return true;
    }

    /// <summary>Nanoseconds of <c>.123</c>; none where there is no point. A point alone is taken too.</summary>
    public long Fraction()
    {
        if (!TryLiteral('.'))
            return 0;
        var nanos = 0L;
        var digits = 0;
        while (digits < Math.Min(_rest.Length, MostDigits) && char.IsAsciiDigit(_rest[digits]))
            nanos = (nanos * 10) + _rest[digits++] - '0';
        _rest = _rest[digits..];
        for (; digits < MostDigits; digits++)
            nanos *= 10;
        return nanos;
    }

    /// <summary>
    /// <c>2025-10-28</c>, as days since 1970; months and days beyond their number go on into the next.
    /// </summary>
    /// <param name="monthsHaveSigns">Whether months and days may have signs, as in Hive's formatter.</param>
    /// <param name="days">Days since 1970-01-01.</param>
    public bool TryDate(bool monthsHaveSigns, out long days)
    {
        days = 0;
        if (!TryNumber(mayHaveSign: true, out var year) || !TryLiteral('-'))
            return false;
        if (!TryNumber(monthsHaveSigns, out var month) || !TryLiteral('-') || !TryNumber(monthsHaveSigns, out var day))
            return false;
        days = DaysOf(year, month) + day - 1;
        return true;
    }

    /// <summary>Days from 1970-01-01 to the first of a month of the proleptic Gregorian calendar.</summary>
    private static long DaysOf(long year, long month)
    {
        var months = (year * 12) + month - 1;
        year = Floor(months, 12);
        month = months - (year * 12) + 1;
        // Years that begin in March, so that the leap day is the last of its year.
        var shifted = month <= 2 ? year - 1 : year;
        var fromMarch = month <= 2 ? month + 9 : month - 3;
        var dayOfYear = ((153 * fromMarch) + 2) / 5;
        return (shifted * 365) + Floor(shifted, 4) - Floor(shifted, 100) + Floor(shifted, 400) + dayOfYear - 719_468;
    }

    private static long Floor(long value, long divisor)
    {
        var (quotient, rest) = Math.DivRem(value, divisor);
        return rest < 0 ? quotient - 1 : quotient;
    }
}
