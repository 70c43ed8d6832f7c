using CommerceAnalytics.OneMachine.Runs;

namespace CommerceAnalytics.LocalHost.Display;

/// <summary>Shows a run while it goes on.</summary>
internal interface IRunDisplay
{
    /// <summary>Runs the work and shows what it reports.</summary>
    /// <param name="work">Gets the means to report; it may be called as often as one likes.</param>
    Task<T> WhileAsync<T>(Func<Action<RunPicture>, Task<T>> work);
}
