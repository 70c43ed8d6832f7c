CREATE TABLE {{staging_table}}
WITH (
    format = 'PARQUET',
    write_compression = 'SNAPPY',
    external_location = {{location}}
) AS
WITH
{{events}},
summary AS (
    {{summary}}
)
SELECT
    {{columns}}
FROM summary{{top}}
