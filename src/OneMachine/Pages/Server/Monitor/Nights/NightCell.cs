namespace CommerceAnalytics.OneMachine.Pages.Server.Monitor.Nights;

/// <summary>What became of one table in one night, as one letter: a grid of a year has very many of them.</summary>
internal static class NightCell
{
    /// <summary>No run was asked for it.</summary>
    public const char None = '.';

    /// <summary>Published.</summary>
    public const char Published = 'p';

    /// <summary>Held by the audit.</summary>
    public const char Held = 'h';

    /// <summary>Failed.</summary>
    public const char Failed = 'f';

    /// <summary>Cancelled before it was published.</summary>
    public const char Cancelled = 'c';

    /// <summary>A run that goes on has not ended it yet.</summary>
    public const char GoesOn = 'g';

    /// <summary>Published, and taken back by a rollback.</summary>
    public const char RolledBack = 'b';

    /// <summary>The night was due, and no run brought the table.</summary>
    public const char Missing = 'm';
}
