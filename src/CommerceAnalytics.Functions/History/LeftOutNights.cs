namespace CommerceAnalytics.Functions.History;

/// <summary>
/// Nights of a range that history is not given, whatever it has: those that <c>HistoryNights</c> would take out again, and
/// those after the live table's, which are the nightly run's to bring.
/// </summary>
/// <param name="historyNights">Setting <c>HistoryNights</c>.</param>
/// <param name="tables">Tables that are asked for.</param>
internal sealed class LeftOutNights(int historyNights, int tables)
{
    private readonly Some _tooOld = new();
    private readonly Some _afterLive = new();

    /// <summary>How many there are, each counted once for every table.</summary>
    public int Count => _tooOld.Count + _afterLive.Count;

    /// <summary>Notes one, for one table.</summary>
    /// <param name="live">The live table's date; null where there is none.</param>
    /// <param name="countedFrom">That date, or else today.</param>
    public void Add(DateOnly night, DateOnly? live, DateOnly countedFrom) =>
        (night > countedFrom ? _afterLive : _tooOld).Add(night, live, countedFrom);

    /// <summary>How many and why: a sentence for each reason, none where no night is left out.</summary>
    public IReadOnlyList<string> Sentences()
    {
        var told = new List<string>();
        if (_tooOld.Count > 0)
            told.Add(
                $"{_tooOld.Nights(tables)}: HistoryNights ({historyNights.ToString()}) counts back from {_tooOld.CountedFrom()}."
            );
        if (_afterLive.Count > 0)
            told.Add(
                $"{_afterLive.Nights(tables)}: the nightly run brings what is later than {_afterLive.CountedFrom()}."
            );
        return told;
    }

    /// <summary>Those that are left out for one reason.</summary>
    private sealed class Some
    {
        private readonly HashSet<DateOnly> _nights = [];
        private readonly HashSet<DateOnly> _countedFrom = [];
        private bool _hasLive;
        private bool _lacksLive;

        public int Count { get; private set; }

        public void Add(DateOnly night, DateOnly? live, DateOnly countedFrom)
        {
            Count++;
            _nights.Add(night);
            _countedFrom.Add(countedFrom);
            _hasLive |= live is not null;
            _lacksLive |= live is null;
        }

        public string Nights(int tables)
        {
            var number = _nights.Count == 1 ? "1 night is" : $"{_nights.Count} nights are";
            var ofSome = Count < _nights.Count * tables ? " for some tables" : "";
            return $"{number} left out{ofSome} ({Range(_nights)})";
        }

        public string CountedFrom()
        {
            var what =
                !_hasLive ? "today, as there is no live table"
                : _lacksLive ? "the live table's date, or today where there is none"
                : "the live table's date";
            return $"{Range(_countedFrom)}, {what}";
        }

        private static string Range(HashSet<DateOnly> dates) =>
            dates.Count == 1 ? $"{dates.Single():yyyy-MM-dd}" : $"{dates.Min():yyyy-MM-dd} to {dates.Max():yyyy-MM-dd}";
    }
}
