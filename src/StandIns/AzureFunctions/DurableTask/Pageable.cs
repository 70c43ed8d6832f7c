using System.Runtime.CompilerServices;

namespace Microsoft.DurableTask;

/// <summary>One page of a long answer.</summary>
public sealed class Page<T>(IReadOnlyList<T> values, string? continuationToken = null)
    where T : notnull
{
    /// <summary>What is on the page.</summary>
    public IReadOnlyList<T> Values { get; } = values;

    /// <summary>What to ask for the next page with; null on the last.</summary>
    public string? ContinuationToken { get; } = continuationToken;
}

/// <summary>A long answer, page by page or value by value.</summary>
public abstract class AsyncPageable<T> : IAsyncEnumerable<T>
    where T : notnull
{
    /// <summary>The pages from a continuation token on; null: from the first.</summary>
    public abstract IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null);

    /// <summary>The values of all pages.</summary>
    public async IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        await foreach (var page in AsPages().WithCancellation(cancellationToken))
        {
            foreach (var value in page.Values)
                yield return value;
        }
    }
}

/// <summary>Long answers from functions.</summary>
public static class Pageable
{
    /// <summary>An answer whose pages come from a function of continuation token, page size and cancellation.</summary>
    public static AsyncPageable<T> Create<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> pageFunc)
        where T : notnull => new Implementation<T>(pageFunc);

    private sealed class Implementation<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> next) : AsyncPageable<T>
        where T : notnull
    {
        public override IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null) =>
            Pages(continuationToken, pageSizeHint, CancellationToken.None);

        private async IAsyncEnumerable<Page<T>> Pages(
            string? continuationToken, int? pageSizeHint, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            do
            {
                var page = await next(continuationToken, pageSizeHint, cancellationToken);
                yield return page;
                continuationToken = page.ContinuationToken;
            }
            while (continuationToken is not null);
        }
    }
}
