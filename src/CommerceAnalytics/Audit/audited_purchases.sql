-- The purchases of each day: the overview counts them too.
SELECT
    {{query_type}} AS query_type,
    told.figure,
    days.day AS subject,
    told.value
FROM (
    SELECT
        CAST(purchase_date AS varchar) AS day,
        ARRAY[
            CAST(sum(purchase_count) AS varchar),
            CAST(sum(CAST(total_revenue AS decimal(38, 2))) AS varchar),
            CAST(count(*) AS varchar)
        ] AS figures
    FROM {{table}}
    WHERE purchase_date IS NOT NULL
    GROUP BY purchase_date
) AS days
CROSS JOIN UNNEST(
    ARRAY['day_purchases', 'day_revenue', 'day_rows'],
    days.figures
) AS told (figure, value)
