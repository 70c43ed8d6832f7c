using System.Globalization;
using LocalAws.Iam.Evaluation;

namespace LocalAws.Iam.Documents;

/// <summary>A condition operator: <c>[ForAllValues:|ForAnyValue:]Name[IfExists]</c>.</summary>
internal sealed class ConditionOperator
{
    private const string IfExists = "IfExists";

    // A comparison of a value of the request with one of the policy. Names that negate are their opposites' with Not.
    private static readonly Dictionary<string, Func<string, Pattern, bool>> Comparisons = new(StringComparer.Ordinal)
    {
        ["StringEquals"] = (value, pattern) => value == pattern.Text,
        ["StringEqualsIgnoreCase"] = (value, pattern) => value.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase),
        ["StringLike"] = (value, pattern) => pattern.Matches(value),
        ["ArnEquals"] = (value, pattern) => pattern.MatchesArn(value),
        ["ArnLike"] = (value, pattern) => pattern.MatchesArn(value),
        ["Bool"] = (value, pattern) => value.Equals(pattern.Text, StringComparison.OrdinalIgnoreCase),
        ["NumericEquals"] = Numbers(order => order == 0),
        ["NumericLessThan"] = Numbers(order => order < 0),
        ["NumericLessThanEquals"] = Numbers(order => order <= 0),
        ["NumericGreaterThan"] = Numbers(order => order > 0),
        ["NumericGreaterThanEquals"] = Numbers(order => order >= 0),
        ["DateEquals"] = Dates(order => order == 0),
        ["DateLessThan"] = Dates(order => order < 0),
        ["DateLessThanEquals"] = Dates(order => order <= 0),
        ["DateGreaterThan"] = Dates(order => order > 0),
        ["DateGreaterThanEquals"] = Dates(order => order >= 0),
    };

    private readonly Func<string, Pattern, bool>? _compare;
    private readonly bool _negates;
    private readonly bool _mayBeMissing;
    private readonly string? _quantifier;

    private ConditionOperator(string? quantifier, Func<string, Pattern, bool>? compare, bool negates, bool mayBeMissing)
    {
        _quantifier = quantifier;
        _compare = compare;
        _negates = negates;
        _mayBeMissing = mayBeMissing;
    }

    /// <summary>The operator of that name, or null.</summary>
    public static ConditionOperator? Find(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        var (quantifier, plain) = colon < 0 ? (null, name) : (name[..colon], name[(colon + 1)..]);
        if (quantifier is not (null or "ForAllValues" or "ForAnyValue"))
            return null;
        if (plain == "Null")
            return new(quantifier, compare: null, negates: false, mayBeMissing: false);
        var optional = plain.EndsWith(IfExists, StringComparison.Ordinal);
        plain = optional ? plain[..^IfExists.Length] : plain;
        if (Comparisons.TryGetValue(plain, out var compare))
            return new(quantifier, compare, negates: false, optional);
        if (Comparisons.TryGetValue(plain.Replace("Not", ""), out compare))
            return new(quantifier, compare, negates: true, optional);
        return null;
    }

    /// <summary>Whether the condition holds.</summary>
    /// <param name="actual">What the request says; null where it does not have the key.</param>
    /// <param name="values">What the policy says.</param>
    public bool Holds(IReadOnlyList<string>? actual, IReadOnlyList<Pattern> values)
    {
        if (_compare is null)
            return values.Any(v => v.Text.Equals("true", StringComparison.OrdinalIgnoreCase) == actual is null);
        if (actual is null)
            return _mayBeMissing || _quantifier == "ForAllValues" || (_negates && _quantifier is null);
        return _quantifier == "ForAllValues" ? actual.All(One) : actual.Any(One);

        bool One(string value) => values.Any(v => _compare(value, v)) != _negates;
    }

    private static Func<string, Pattern, bool> Numbers(Func<int, bool> holds) => Ordered(Number, holds);

    private static Func<string, Pattern, bool> Dates(Func<int, bool> holds) => Ordered(Date, holds);

    private static Func<string, Pattern, bool> Ordered<T>(Func<string, T?> read, Func<int, bool> holds)
        where T : struct, IComparable<T>
    {
        return (value, pattern) =>
        {
            if (read(value) is not { } a || read(pattern.Text) is not { } b)
                return false;
            return holds(a.CompareTo(b));
        };
    }

    private static decimal? Number(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static DateTimeOffset? Date(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;
}
