using LocalAws.Wire.Json;

namespace LocalAws.Athena.Limits;

/// <summary>Holds each operation to its rate: a bucket of calls that refills as time goes by.</summary>
internal sealed class RequestRates(IReadOnlyDictionary<string, RequestRate> rates, TimeProvider time)
{
    /// <summary>The operation, refused with <c>ThrottlingException</c> when called too often.</summary>
    public KeyValuePair<string, JsonOperation> Limit(KeyValuePair<string, JsonOperation> operation)
    {
        if (!rates.TryGetValue(operation.Key, out var rate))
            return operation;
        var bucket = new Bucket(rate, time);
        return new(operation.Key, operation.Value.After(bucket.Take));
    }

    private sealed class Bucket(RequestRate rate, TimeProvider time)
    {
        private readonly Lock gate = new();
        private double calls = rate.Burst;
        private long filled = time.GetTimestamp();

        public void Take()
        {
            lock (gate)
            {
                var now = time.GetTimestamp();
                calls = Math.Min(rate.Burst, calls + (time.GetElapsedTime(filled, now).TotalSeconds * rate.PerSecond));
                filled = now;
                if (calls < 1)
                    throw AthenaErrors.Throttled();
                calls--;
            }
        }
    }
}
