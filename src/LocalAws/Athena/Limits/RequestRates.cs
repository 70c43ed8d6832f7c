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
        private readonly Lock _gate = new();
        private double _calls = rate.Burst;
        private long _filled = time.GetTimestamp();

        public void Take()
        {
            lock (_gate)
            {
                var now = time.GetTimestamp();
                _calls = Math.Min(
                    rate.Burst,
                    _calls + (time.GetElapsedTime(_filled, now).TotalSeconds * rate.PerSecond)
                );
                _filled = now;
                if (_calls < 1)
                    throw AthenaErrors.Throttled();
                _calls--;
            }
        }
    }
}
