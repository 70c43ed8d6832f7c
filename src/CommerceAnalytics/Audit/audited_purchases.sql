-- The purchases of each day: the overview counts them too.
SELECT
    {{query_type}} AS query_type,
    told.figure,
    days.day AS subject,
    told.value
FROM (
    SELECT
        CAST({{day}} AS varchar) AS day,
        ARRAY[
            CAST(sum({{purchases}}) AS varchar),
            CAST(sum(CAST({{revenue}} AS decimal(38, 2))) AS varchar),
            CAST(count(*) AS varchar)
        ] AS figures
    FROM {{table}}
    WHERE {{day}} IS NOT NULL
    GROUP BY {{day}}
) AS days
CROSS JOIN UNNEST(
    ARRAY['day_purchases', 'day_revenue', 'day_rows'],
    days.figures
) AS told (figure, value)
