using CommerceAnalytics.Events;

namespace CommerceAnalytics.LogChecks;

/// <summary>The validation queries, in the order of the page that holds them.</summary>
public static class CheckQueries
{
    internal const string Days = "check_days";
    internal const string KindsOfEvent = "check_kinds";
    internal const string Attributes = "check_attributes";
    internal const string Numbers = "check_numbers";
    internal const string Purchases = "check_purchases";
    internal const string Duplicates = "check_duplicates";
    internal const string ServiceNames = "check_service_names";

    /// <summary>All seven.</summary>
    public static IReadOnlyList<CheckQuery> All { get; } =
    [
        new() { Name = Days, Title = "Events of each day" },
        new()
        {
            Name = KindsOfEvent,
            Title = "Kinds of event",
            Kinds = [.. EventKinds.All.Except([EventKinds.Purchase])],
        },
        new() { Name = Attributes, Title = "Attributes that should be there" },
        new()
        {
            Name = Numbers,
            Title = "Numbers that can be read",
            Kinds = [EventKinds.CartAdd, EventKinds.Search],
        },
        new()
        {
            Name = Purchases,
            Title = "Purchases",
            Kinds = [EventKinds.Purchase],
            Days = settings => settings.PurchaseDays,
        },
        new() { Name = Duplicates, Title = "The same event more than once" },
        new()
        {
            Name = ServiceNames,
            Title = "Events without a service name",
            IsOfService = false,
        },
    ];
}
