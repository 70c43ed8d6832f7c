CREATE TABLE {{staging_table}}
WITH (
    format = 'PARQUET',
    write_compression = 'ZSTD',
    partitioned_by = ARRAY['day', 'service'],
    external_location = {{location}}
) AS
WITH
{{events}}
-- What the summaries read of an event: the columns of its lanes, NULL in all others.
SELECT
    {{columns}},
    CAST(utc_day AS varchar) AS day,
    CAST(service AS varchar) AS service
FROM events
