-- One reading of {{query_type}}: its own figures side by side, turned into a row each.
SELECT
    {{query_type}} AS query_type,
    told.figure,
    told.subject,
    told.value
FROM (
    SELECT
        ARRAY[
            {{figures}}
        ] AS figures
    FROM (
        SELECT
            *,
            count(*) OVER (PARTITION BY {{key}}) AS rows_of_key
        FROM {{table}}
    ) AS keyed
) AS added
CROSS JOIN UNNEST(
    ARRAY[{{names}}],
    ARRAY[{{subjects}}],
    added.figures
) AS told (figure, subject, value)
