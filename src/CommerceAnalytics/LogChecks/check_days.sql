WITH
{{events}}
SELECT
    CAST(days.day AS varchar) AS day,
    COALESCE(counted.events, 0) AS events
FROM UNNEST(sequence({{first_day}}, {{last_day}})) AS days (day)
LEFT JOIN (
    SELECT day, count(*) AS events
    FROM events
    WHERE service_name = {{service}}
    GROUP BY day
) AS counted ON counted.day = days.day{{left_out}}
ORDER BY days.day
