-- The same totals of the nights before.
SELECT
    {{query_type}} AS query_type,
    told.figure,
    nights.night AS subject,
    told.value
FROM (
    SELECT
        night,
        ARRAY[
            {{figures}}
        ] AS figures
    FROM {{table}}
    WHERE service = {{service}} AND night IN ({{nights}})
    GROUP BY night
) AS nights
CROSS JOIN UNNEST(
    ARRAY[{{names}}],
    nights.figures
) AS told (figure, value)
