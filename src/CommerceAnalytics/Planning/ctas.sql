CREATE TABLE {{staging_table}}
WITH (
    format = 'PARQUET',
    write_compression = 'SNAPPY',
    external_location = {{location}}
) AS
{{select}}
