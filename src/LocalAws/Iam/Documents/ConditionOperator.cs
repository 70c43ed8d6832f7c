using System.Globalization;
using LocalAws.Iam.Evaluation;

namespace LocalAws.Iam.Documents;

/// <summary>A condition operator: <c>[ForAllValues:|ForAnyValue:]Name[IfExists]</c>.</summary>
internal sealed class ConditionOperator
{
    private const string IfExists = "IfExists";
    private const string Numeric = "Numeric";
    private const string Date = "Date";

    // Names that negate are their opposites' with Not.
    private static readonly Dictionary<string, Comparison> OfTexts = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = (value, pattern) => value == pattern.Text,
        ["StringEqualsIgnoreCase"] = AreAlike,
        ["StringLike"] = (value, pattern) => pattern.Matches(value),
        ["ArnEquals"] = (value, pattern) => pattern.MatchesArn(value),
        ["ArnLike"] = (value, pattern) => pattern.MatchesArn(value),
        ["Bool"] = AreAlike,
    };

    // Of numbers and dates alike: what the order of the two must be.
    private static readonly Dictionary<string, Func<int, bool>> Orders = new(StringComparer.Ordinal)
    {
        ["Equals"] = order => order == 0,
        ["LessThan"] = order => order < 0,
        ["LessThanEquals"] = order => order <= 0,
        ["GreaterThan"] = order => order > 0,
        ["GreaterThanEquals"] = order => order >= 0,
    };

    private readonly string? _quantifier;
    private readonly Comparison? _compare;
    private readonly bool _negates;
    private readonly bool _mayBeMissing;

    private ConditionOperator(string? quantifier, Comparison? compare, bool negates, bool mayBeMissing)
    {
        _quantifier = quantifier;
        _compare = compare;
        _negates = negates;
        _mayBeMissing = mayBeMissing;
    }

    /// <summary>Compares a value of the request with one of the policy.</summary>
    private delegate bool Comparison(string value, Pattern pattern);

    /// <summary>The operator of that name, or null.</summary>
    public static ConditionOperator? Find(string name)
    {
        var colon = name.IndexOf(':');
        var quantifier = colon < 0 ? null : name[..colon];
        if (quantifier is not (null or "ForAllValues" or "ForAnyValue"))
            return null;
        var plain = name[(colon + 1)..];
        if (plain == "Null")
            return new(quantifier, compare: null, negates: false, mayBeMissing: false);
        var isOptional = plain.EndsWith(IfExists, StringComparison.Ordinal);
        if (isOptional)
            plain = plain[..^IfExists.Length];
        if (ComparisonOf(plain) is { } compare)
            return new(quantifier, compare, negates: false, isOptional);
        if (ComparisonOf(plain.Replace("Not", "")) is { } opposite)
            return new(quantifier, opposite, negates: true, isOptional);
        return null;
    }

    /// <summary>Whether the condition holds.</summary>
    /// <param name="actual">What the request says; null where it does not have the key.</param>
    /// <param name="values">What the policy says.</param>
    public bool Holds(IReadOnlyList<string>? actual, IReadOnlyList<Pattern> values)
    {
        if (_compare is null)
            return values.Any(v => IsTrue(v) == actual is null);
        if (actual is null)
            return _mayBeMissing || HoldsOfNone();
        return _quantifier == "ForAllValues" ? actual.All(One) : actual.Any(One);

        bool One(string value) => values.Any(v => _compare(value, v)) != _negates;
    }

    private bool HoldsOfNone() => _quantifier is null ? _negates : _quantifier == "ForAllValues";

    private static bool IsTrue(Pattern value) => AreAlike("true", value);

    private static bool AreAlike(string value, Pattern pattern) =>
        value.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase);

    private static Comparison? ComparisonOf(string name)
    {
        if (name.StartsWith(Numeric, StringComparison.Ordinal))
            return Ordered(NumberOf, name[Numeric.Length..]);
        if (name.StartsWith(Date, StringComparison.Ordinal))
            return Ordered(DateOf, name[Date.Length..]);
        return OfTexts.GetValueOrDefault(name);
    }

    private static Comparison? Ordered<T>(Func<string, T?> read, string order)
        where T : struct, IComparable<T>
    {
        if (!Orders.TryGetValue(order, out var holds))
            return null;
        return (value, pattern) =>
        {
            if (read(value) is not { } a || read(pattern.Text) is not { } b)
                return false;
            return holds(a.CompareTo(b));
        };
    }

    private static decimal? NumberOf(string text)
    {
        var isRead = decimal.TryParse(text, NumberStyles.Float, null, out var number);
        return isRead ? number : null;
    }

    private static DateTimeOffset? DateOf(string text)
    {
        const DateTimeStyles style = DateTimeStyles.AssumeUniversal;
        var isRead = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, style, out var date);
        return isRead ? date : null;
    }
}
