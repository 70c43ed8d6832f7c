-- W3C trace context that an instance, or an activity, runs under: "traceparent", then after a space the "tracestate" where there is one.
-- NULL: nobody traced when it was started, and nothing is traced of it.
ALTER TABLE instances ADD COLUMN trace TEXT;
ALTER TABLE activities ADD COLUMN trace TEXT;
